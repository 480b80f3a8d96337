"""Which nationalities and languages can be chosen: codes only, their names come with the interface language."""

from __future__ import annotations

_COUNTRIES = """
AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK
FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT
JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML
MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD
TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
_LANGUAGES = """
aa ab aeb af ak am an ar arq ary arz as ast awa ay az ba bal be bem bg bho bi bin bm bn bo br bs byn ca
ce ceb ch ckb co cr cs cy da de din dv dyu dz ee efi el en es et eu fa fa-AF ff fi fil fj fo fon fr fy
ga gaa gd gl gn gu guz gv ha he hi hil ho hr ht hu hy hz id ig ik ilo is it iu ja jv ka kab kg ki kj kk
kl km kmb kmr kn ko kr kri ks ku kw ky lb lg li ln lo lt lu lua luo lus lv mag mai mg mh mi mk ml mn mos
mr ms mt my na nd ne ng nl no nr nus nv ny oc om or os pa pa-Arab pcm pl ps pt qu rhg rif rm rn ro rom
ru rw sat sc sd se sg shi si sk sl sm sn snk so sq sr ss st su sus sv sw syr ta te tg th ti tig tk tl tn
to tr ts tt tw ty tzm ug uk umb ur uz ve vi vmw wa wal war wo xh yi yo za zgh zh zh-Hant zu
"""

COUNTRIES = tuple(_COUNTRIES.split())
"""ISO 3166-1 alpha-2 of inhabited countries and territories, and Kosovo."""

STATELESS, UNKNOWN_NATIONALITY = "XXA", "XXX"
"""ICAO 9303: what a person without a known country has instead."""

LANGUAGES = tuple(_LANGUAGES.split())
"""BCP-47: ISO 639-1 without constructed and dead ones, and what people who come to the centres speak besides."""
