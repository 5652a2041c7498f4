"""How builders of pages call what is no article text. Data, no code.

A name is a word of ``class`` or ``id``, or a part of one between hyphens and underscores. Each is a
regular expression that begins with letters, or with a choice of such.
"""

from __future__ import annotations

NAMES = {
    "comments": (
        "comments? commentlist disqus respond replies"
        " comment-?(?:s|list|section|area|form|respond|wrapper|body|content|text) fb-comments"
        " livefyre viafoura coral discussion user-?comments kommentare? commentaires comentarios"
        " hozzaszolasok leserbriefe"
    ),
    "sharing": (
        "share sharing sharedaddy shares share-?(?:bar|buttons?|tools?|links?|box|icons?|this)"
        " socials? social-?(?:share|sharing|links?|media|icons?|bar|buttons?|follow|toolbar|wrapper"
        "|nav) addthis\\w* addtoany\\w* a2a_\\w+ follow-?us sns bookmark-?links print-?link toolbar"
        " tool-?bar article-?tools post-?tools utility-?bar jp-relatedposts"
    ),
    "related": (
        "relateds? relacionad[oa]s? similar recommend(?:ed|ation|ations|s)? recirc\\w*"
        " read-?(?:more|next|also|on)"
        " more-?(?:stories|news|articles|from|on|links|posts|like|coverage|headlines)"
        " also-?(?:read|like|on) see-?also you-?may-?(?:also-?)?like"
        " most-?(?:read|popular|viewed|recent|shared|commented|watched) popular popular-?posts"
        " trending latest-?(?:news|posts|stories|articles|videos) top-?(?:stories|news) up-?next"
        " next-?(?:article|post|story|up) prev(?:ious)?-?(?:article|post|story)"
        " post-?nav(?:igation)? nav-?(?:links|below|above|single) outbrain ob-\\w+ taboola trc_\\w+"
        " revcontent zergnet mgid yarpp\\w* crp_related wp-?relatedposts? teasers?"
        " teaser-?(?:list|box|group) link-?list linkbox linkliste newslist story-?list"
        " article-?list promos? promobox promo-?(?:box|unit|item|link)"
        " (?:in-?line|in-?article|inset|embed)-?(?:promo|related|newsletter|recirc|links?)"
        " incontent-?related weitere mehr-?zum-?thema zum-?thema lire-?aussi a-?lire"
        " leia-?(?:mais|tambem) recomendad[oa]s lesen-?sie-?auch siehe-?auch mais-?lidas"
        " ver-?tambien te-?puede-?interesar rich-?link recommended-?\\w+ flipper carousel slider"
        " swiper slick slideshow-?thumbs jcarousel"
    ),
    "subscription": (
        "newsletters? newsletter-?\\w+ subscri(?:be|ption|ber)s? subscribe-?\\w+"
        " sign-?up signup-?\\w+ mailing-?list mailchimp mc_embed\\w* pay-?wall regwall piano"
        " donat(?:e|ion)s? membership cta call-?to-?action app-?(?:promo|download|banner) opt-?in"
        " email-?(?:signup|capture|form) abo abonnement inscription m-?signup log-?in register"
    ),
    "advertising": (
        "ads? advert\\w* ad-?(?:box|unit|slot|container|wrapper|label|block|space|zone|banner|break"
        "|text|notice) adsense adsbygoogle dfp\\w* google-?ads? gpt-?ad sponsor(?:ed|s|ship)?"
        " sponsored-?\\w+ werbung anzeigen? publicidad publicidade publicit[eé] reklama banners?"
        " affiliate\\w* affiliate-?\\w+ commercial partner-?(?:content|links) skyscraper"
        " leaderboard"
    ),
    "notices": (
        "cookies? cookie-?\\w+ consent gdpr ccpa onetrust\\w* cmp cmp-?\\w+"
        " privacy-?(?:banner|notice|popup|policy) cc-?(?:window|banner) eu-?cookie\\w* pop-?up"
        " modal overlay lightbox interstitial tooltip drawer off-?canvas notification notice-?bar"
        " alert-?bar toast skip-?(?:link|to-?content|nav) screen-?reader-?text sr-?only"
        " visually-?hidden hidden hide is-hidden u-hidden print-?only noscript offscreen"
    ),
    "navigation": (
        "nav navi navbar navigation nav-?\\w* main-?nav sub-?nav menus? menu-?\\w+"
        " bread-?crumb\\w* crumbs? pagination pager paging page-?(?:numbers|links|nav)"
        " wp-?pagenavi tabs tab-?nav sitemap site-?(?:header|footer|nav|branding) masthead top-?bar"
        " header-?(?:nav|menu|bar|top|links) global-?header page-?footer main-?footer foot(?:er)?"
        " footer-?\\w+ ft colophon copyright back-?to-?top scroll-?top search"
        " search-?(?:form|box|bar) searchform language-?(?:switcher|selector) lang-?switch\\w* toc"
        " table-?of-?contents jump-?to quick-?links ticker breaking-?news weather stock-?ticker"
    ),
    "sidebar": (
        "side-?bar sidebar-?\\w+ right-?(?:col|column|rail|side|bar)"
        " left-?(?:col|column|rail|side|bar) rightcol leftcol rail right-?rail secondary tertiary"
        " widgets? widget-?\\w+ widget_\\w+ marginalia column-?(?:right|left) aside"
        " complementary sidenav side-?content spalte-?rechts col-?rechts"
    ),
    "about the author": (
        "author-?(?:bio|box|info|card|description|about|profile|details?|meta|block|desc|text"
        "|wrapper|avatar|footer|section|widget) about-?(?:the-?)?author bio biography byline-?bio"
        " authorbox post-?author entry-?author writer-?bio contributor-?(?:bio|info)"
        " autor-?(?:box|info) abh_\\w+ saboxplugin\\w* vcard autorenkasten"
    ),
    "details of the page": (
        "tags? tag-?(?:list|links|cloud|s) tagcloud post-?tags entry-?tags article-?tags keywords"
        " topics?-?list categories cat-?links tags-?links post-?categories"
        " entry-?(?:meta|footer|utility|categories)"
        " post-?(?:meta|footer|info|utility|data|metadata|date|details)"
        " article-?(?:meta|footer|info|tags|topics|actions) meta-?(?:info|data|bar|box)"
        " postmetadata metadata meta byline\\w* by-?line dateline-?\\w* time-?stamp published"
        " publish-?date pub-?date date-?(?:published|line|time|posted|created|header) created"
        " posted-?(?:on|by|in) submitted ratings? star-?rating votes? votelinks likes?"
        " like-?button edit-?link edit-?section mw-?editsection print printfriendly pdf"
        " email-?(?:this|link|share) permalink trackbacks? pings? read(?:ing)?-?time"
        " reading-?progress word-?count views?-?count disclaimer disclosure licen[sc]e"
        " correction-?link report-?(?:error|typo) feedback survey poll quiz wpulike favou?rites?"
    ),
    "captions": (
        "(?:image|photo|img|picture|media)-?credit credits? wp-?caption-?(?:dd|text)? captions?"
        " (?:image|img|photo|media|figure|slide|gallery)-?caption caption-?(?:text|wrap|content)"
        " gallery-?(?:thumbs|nav|item|list)"
    ),
}
"""Reason → names, in the order they are tried."""

FIRM = frozenset(("comments", "related", "sidebar", "hidden", "navigation", "notices"))
"""Reasons that also hold for a large part of what looks like text."""

YIELDING = frozenset(("details of the page", "captions", "sharing", "advertising", "subscription"))
"""Reasons that give way to a name that says “article text” on the same element."""

BODY = (
    "article-?(?:body|text|content|copy|main) articlebody articletext articlecontent"
    " story-?(?:body|text|content) storybody storytext entry-?content"
    " post-?(?:body|content|text|entry) postbody body-?(?:text|copy|content) bodytext"
    " main-?(?:text|copy) news-?(?:text|body|content|detail) content-?(?:body|text|article) article"
    " rich-?text single-?content the-?content td-?post-?content blog-?(?:content|post|entry)"
    " artikel-?(?:text|body|content|inhalt) texto cuerpo noticia corpo conteudo testo contenu texte"
    " tresc text-?content page-?content e-?content field-?name-?body hentry h-entry"
)
"""Names of what holds the text of an article."""

IDLE = (
    r"^(?:category-|tag-|post-\d|type-|format-|status-|has-|is-(?!hidden)|with-|no-|not-|js-|single-"
    r"|page-id|postid|template-|wp-(?:image|block-(?:column|group|paragraph|post-content))|pmpro"
    r"|author-(?!bio|box|info|card|desc|about|profile|block|details|wrapper|avatar|footer|meta"
    r"|section|widget)|[a-z]+-template|hentry|row|col)"
    r"|-with-|-has-|^(?:.*-)?(?:left|right|no|with)-?sidebar$|sidebar-(?:left|right|none|no)$"
    r"|-(?:xs|sm|md|lg|xl)-"
)
"""Words of ``class`` that say how a part is laid out or filed, not what it is."""

TAGS = {"nav": "navigation", "menu": "navigation", "footer": "navigation", "aside": "sidebar",
        "address": "details of the page"}  # fmt: skip
ROLES = frozenset(
    "navigation complementary contentinfo dialog alertdialog search banner menu menubar tablist"
    " toolbar tooltip".split()
)
"""WAI-ARIA roles of what is beside the text."""
