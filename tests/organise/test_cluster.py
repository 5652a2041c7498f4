from briefing.organise.cluster import clusters


def near(count: int, **pairs: float) -> list[dict[int, float]]:
    """``near(3, _01=0.5)``: items 0 and 1 have the similarity 0.5."""
    links: list[dict[int, float]] = [{} for _ in range(count)]
    for pair, value in pairs.items():
        i, j = int(pair[1]), int(pair[2])
        links[i][j] = links[j][i] = value
    return links


def test_items_that_share_nothing_stay_alone():
    assert clusters(3, near(3), 0.1) == [(0,), (1,), (2,)]


def test_close_items_are_joined():
    assert clusters(3, near(3, _02=0.5), 0.2) == [(0, 2), (1,)]


def test_a_group_takes_a_third_item_by_the_mean_of_its_similarities():
    chain = near(3, _01=0.9, _12=0.5)

    assert clusters(3, chain, 0.25) == [(0, 1, 2)]
    assert clusters(3, chain, 0.26) == [(0, 1), (2,)]


def test_groups_are_joined_to_groups():
    links = near(4, _01=0.9, _23=0.8, _02=0.5, _03=0.5, _12=0.5, _13=0.5)

    assert clusters(4, links, 0.5) == [(0, 1, 2, 3)]


def test_equally_close_pairs_are_joined_in_their_order():
    assert clusters(3, near(3, _01=0.4, _12=0.4), 0.3) == [(0, 1), (2,)]
