"""What is known of trackers: parameters, redirecting hosts, beacons. Data, no code."""

from __future__ import annotations

PARAMETER_PREFIXES = (
    *("utm_", "utm-", "hsa_", "pk_", "mtm_", "piwik_", "matomo_", "oly_", "vero_", "__hs", "_hs"),
    *("mc_", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "fb_action_"),
    *("fb_comment_", "itm_", "stm_", "wt_", "wt.", "ga_", "_ga", "dm_i", "mkt_", "at_custom"),
    *("trk_", "sc_c", "sc_e", "cm_mm", "tblci", "ob_click", "guce_", "hmb_", "sfmc_", "rdt_"),
)
"""Beginnings of the names of query parameters that only trackers read, in lower case."""

PARAMETERS = frozenset(
    "fbclid gclid gclsrc gbraid wbraid dclid msclkid yclid ysclid twclid ttclid li_fat_id igshid"
    " igsh mibextid epik rb_clickid s_cid s_kwcid wickedid irclickid irgwc ef_id zanpid cjevent"
    " _openstat from_openstat openstat spm scm share_token share_id sharetype xtor"
    " ref_src ref_url refsrc referrer_access_token soc_src soc_trk ncid cmpid cmp icid ito"
    " smid smtyp smprod sr_share taid echobox at_medium at_campaign at_link_id at_link_type"
    " at_link_origin at_format at_ptr_name at_bbc_team at_campaign_type at_creation at_variant"
    " recipientid campaign_id campaignid email_hash email_token subscriber_id mailid"
    " elqtrackid elqtrack elqat elqaid elqcampaignid assetid assettype trackid trackingid"
    " tracking_id trk trkcampaign mkevt mkcid mkrid campid toolid customid icmpid nr_email_referer"
    " wprov gws_rd sca_esv sei ved usg sxsrf rlz ocid cvid ei_ref"
    " __twitter_impression amp_js_v amp_gsa usqp outputtype_amp ft_orig hootpostid"
    " hash_email inf_contact_key sscid affiliate_id wicked_source"
    " wicked_id src_medium igsource embedded_checkout sms_ss awesm guccounter"
    " ceneo_spo mbid esrc wtrid _bta_tid _bta_c bsft_clkid bsft_eid bsft_mid bsft_uid lctg"
    " ml_subscriber ml_subscriber_hash vgo_ee os_ehash _kx _ke nb_klid"
    " srsltid gad_source gad_campaignid ir_partnerid dicbo fdtrk soc_platform"
    " asc_source asc_campaign asc_refurl".split()
)
"""Names of query parameters that only trackers read, in lower case."""

FRAGMENT = (
    r"(?:xtor|utm_\w+|echobox|ref|ref_src|ns_campaign|at_\w+|intcid|link_time|mkcid|cmp|cmpid)="
    r"|:~:|xtref|(?:sthash|twitter_embed|ixzz\w*)\b"
)
"""Of fragments that lead to no place in the page."""

TARGETS = (
    *("url", "u", "q", "uddg", "to", "target", "dest", "destination", "redirect", "redirect_url"),
    *("redirect_uri", "redirecturl", "redir", "goto", "link", "out", "z", "murl", "ued", "urllink"),
    *("lnk", "p", "r", "href", "page", "adurl", "ds_dest_url", "loc", "location", "d", "image"),
)
"""Names of the parameters that say where a redirecting address leads, the usual first."""

REDIRECTS = (
    r"(?:www\.)?google\.(?:com|[a-z]{2,3}|com?\.[a-z]{2})/(?:url|imgres|aclk)$",
    r"(?:www\.)?googleadservices\.com/pagead/aclk$",
    r"(?:l|lm|www)\.facebook\.com/(?:l\.php|flx/warn/?)$",
    r"l\.(?:instagram|messenger|threads)\.(?:com|net)/",
    r"l\.wl\.co/l$",
    r"(?:[\w-]+\.)*safelinks\.protection\.outlook\.com/",
    r"(?:[\w-]+\.)*safelinks\.protection\.office365\.us/",
    r"out\.reddit\.com/",
    r"(?:www\.|m\.)?youtube\.com/redirect$",
    r"t\.umblr\.com/redirect$",
    r"(?:[\w-]+\.)?slack-redir\.net/link$",
    r"steamcommunity\.com/linkfilter/?$",
    r"(?:away\.|m\.|www\.)?vk\.(?:com|ru)/away(?:\.php)?$",
    r"(?:www\.)?ok\.ru/dk$",
    r"(?:www\.)?duckduckgo\.com/l/?$",
    r"(?:www\.)?bing\.com/(?:news/apiclick\.aspx|aclick|alink/link)$",
    r"(?:www\.)?yandex\.[a-z.]{2,6}/(?:clck|redir)",
    r"(?:www\.)?linkedin\.com/(?:redir/redirect|safety/go|authwall)/?$",
    r"(?:www\.)?getpocket\.com/redirect$",
    r"(?:www\.)?exit\.sc/$",
    r"disq\.us/(?:url|p/\w+)",
    r"link\.zhihu\.com/$",
    r"urldefense\.proofpoint\.com/v2/url$",
    r"(?:link|jump)\.(?:juejin\.cn|csdn\.net|weibo\.cn|bdimg\.com)/",
    r"(?:www\.)?deviantart\.com/users/outgoing$",
    r"(?:go|shop-links)\.(?:redirectingat\.com|skimresources\.com|co)/",
    r"(?:click|clickserve|ad)\.(?:linksynergy\.com|dartsearch\.net|doubleclick\.net)/",
    r"(?:www\.)?(?:awin1|dwin1|zenaps)\.com/",
    r"(?:www\.)?(?:anrdoezrs|dpbolvw|jdoqocy|kqzyfj|tkqlhce)\.(?:net|com)/",
    r"(?:www\.)?shareasale\.com/r\.cfm$",
    r"(?:[\w-]+\.)?(?:list-manage\.com|mailchi\.mp|mailchimp\.com)/(?:track/|mctx)",
    r"(?:www\.)?(?:xing|tumblr)\.com/(?:logout|safe_redirect|app/redirect)",
    r"(?:translate\.googleusercontent|translate\.google)\.com/translate",
    # Hosts that senders of letters set up for clicks, whatever their domain.
    r"(?:e?clicks?|trk|track(?:ing)?|li?nks?|redirs?|redirects?|away|outbound|e?mail|mailer)\d*\.",
)
"""Host and path of addresses that only lead on to the one in a parameter."""

BEACONS = (
    r"(?:^|[/._-])(?:pixel|beacon|spacer|blank|clear|transparent|1x1|1px|shim|trackingpixel)\d*"
    r"(?:[/._-]|\.gif|\.png|$)"
    r"|/(?:wf/open|track/open|e/o/|open\.(?:php|aspx|gif)|o\.gif|t\.gif|p\.gif|b\.gif|c\.gif)"
    r"|/~r/[^/]+/~4/|feeds\.feedburner\.com/~|feedsportal\.com/.*\.img"
    r"|//(?:pixel|beacon|stats?|counter|analytics|telemetry|metrics)\.[\w.-]+/"
    r"|//(?:pixel|stats)\.wp\.com|google-analytics\.com|doubleclick\.net|scorecardresearch\.com"
    r"|facebook\.com/tr\b|quantserve\.com|list-manage\.com/track|sb\.scorecard|bat\.bing\.com"
    r"|imrworldwide\.com|chartbeat\.(?:com|net)|mailstat\.us|emltrk\.com|vgwort\.de|ioam\.de"
    r"|sendgrid\.net/(?:wf|ss)/|mandrillapp\.com/track|pixel\.watch|ct\.sendgrid"
    r"|[?&](?:event|e|action)=(?:open|email_?open)\b"
)
"""In the addresses of pictures that nobody is to see."""
