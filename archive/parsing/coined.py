"""Organizations told by the form of one word: "Sevneftegaz", "EuroChem", "KFOR"."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.parsing import vocabulary as words
from archive.parsing.gazetteer import given_names, is_title
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.wordlist import listed

# How Russian and other companies are welded together: "Gazprom", "Sevzapenergo", "Rosvodokanal".
_WELDED = re.compile(
    r"[A-Z][a-z]+(?:-?[a-z]+)?(?:neft|gaz|prom|bank|stroy|stroi|transstroy|flot|invest|energo|atom|mash|zavod|khim|"
    r"nadzor|eksport|export|telecom|telekom|nikel|ugol|almaz|zoloto|avtodor|vodokanal|snab|resurs|finans|lizing|zerno|"
    r"metall|pharm|tekh|montazh|proekt|proyekt|reestr|reyestr|imushchestvo|rybolovstvo|bankas|banka|bankasi|banken|"
    r"tsement|kombinat|kholding|porom|agrokhim|moloko)"
)
_STATE = re.compile(
    r"Ros(?:[a-z]{2,})(?:nadzor|stat|turizm|tourism|aviatsia|patent|fond|monitoring|gvardia|gvardiya|kongress|geo|"
    r"geologia|nedra|leskhoz|rezerv|resursy|zheldor|reestr|molodezh)"
)
_MIXED = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+|[A-Z][a-z]{2,}[A-Z]{2,4}")
_NAMED_AFTER = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Fitz", "Van", "Von", "El", "Al", "St", "Ch", "Abu", "Ibn")
# Surnames, places and words that only end like one.
_ORDINARY = listed("Burbank Milbank Fairbank Riverbank Southbank Mishmash Reinvest")
# Capitals that name no organization: weapons, treaties, measures, things, places, offices, time and money.
_NO_BODIES = words.NOT_ORGANIZATIONS | listed(
    "THAAD AWACS NASAMS AEGIS RPG IED IEDS WMD POW POWS IDP IDPS EEZ FTA PPP PPE BRI CPEC NSR ESPO TAPI TANAP TAP SDR "
    "OTC CSR ROI LPG CNG IOT USB GLONASS RFID SMS MMS NPP TPP HPP SHPP ICU SARS MERS AIDS BSE FMD DPR LPR CAR CNY GBP "
    "JPY INR TRY KZT UAH CHF SEK NOK KGS UZS AMD BYN BST CEST EET EDT PDT PST IST PHD MBA MPS MEPS NGOS SVO DIY FAQ "
    "PDF HTML CSTE LGBTQ RSVP SOS UFO UFOS MIG SU KA AK EW ASAP AKA FYI TBD TBA USSR UAE USA DPRK DRC PRC ROK ROC FRG "
    "GDR BMD MIRV SLBM ICBMS SLBMS SRBM IRBM ABMT CFE CWC BWC BTWC TPNW SALT OST SORT MTCR JCPOA ACTA CETA RCEP CPTPP "
    "TRIPS GATT GSP MFN SPV SWIFT CIPS SPFS FOB CIF ECA EIA GMO GMOS CBAM REPO LIBOR CBDC NFT NFTS BTC ETH ICO KYC AML "
    "FATCA PIN ATM ATMS POS VPN ISP URL SIM SSD CPU GPU RAM LCD OLED MRI ECG ICT STEM PISA IQ EQ HDI GNP GRP PPI "
    "CAPEX OPEX EBITDA EPS NAV AUM OPCW-style NPL NPLS RWA SIV MBS CDS LBO MBO REIT DM DMS VAR LED LEDS UHF VHF FPV "
    "UGV USV UUV UCAV VTOL HQS ETA SPA CV JSC PJSC OJSC LLC LLP PLC INC LTD CORP AND THE FOR NOT BUT ALL NEW NEWS "
    "PRESS READ ALSO TOP TITLE DATE PAGE"
)


def claim_coined(passage: Passage) -> None:
    """Claim the unclaimed single words whose form is an organization's: welded, of mixed case, all in capitals."""
    for index, token in enumerate(passage.tokens):
        if passage.claimed[index] or len(token.text) < 3:
            continue
        rule = _form(token.text)
        if rule is None or _in_person(passage, index) or is_place(token.text):
            continue
        if rule == "capitals" and not _stands_in_text(passage, index):
            continue
        passage.claim(Run(index, index + 1), rule)


@lru_cache(maxsize=100_000)
def _form(word: str) -> str | None:
    """Which rule takes the word for an organization's name by its form alone."""
    if not word[0].isupper() or not word.isascii():
        return None
    if word.isupper():
        return "capitals" if 3 <= len(word) <= 6 and word.isalpha() and word not in _NO_BODIES else None
    if _MIXED.fullmatch(word):
        return None if word.startswith(_NAMED_AFTER) or (word.endswith("s") and word[:-1].isupper()) else "coined-name"
    if word in _ORDINARY or word in given_names() or is_title(word) or word in words.SUBJECTS or len(word) < 6:
        return None
    return "coined-name" if _STATE.fullmatch(word) or _WELDED.fullmatch(word) else None


def _in_person(passage: Passage, index: int) -> bool:
    """Whether the word may be somebody's surname: right after another capitalised word that is no place."""
    if not index or not passage.adjacent(index - 1):
        return False
    before = passage.tokens[index - 1]
    return before.capital and not before.possessive and before.text in given_names()


def _stands_in_text(passage: Passage, index: int) -> bool:
    """Whether capitals stand among ordinary words: no headline, ticker, initials under an item, or byline."""
    words_around = [passage.text_at(at) for at in (index - 2, index - 1, index + 1, index + 2)]
    if any(len(word) > 2 and word.isupper() for word in words_around):
        return False
    if passage.begins_sentence(index) and index + 1 >= len(passage.tokens):
        return False
    following = passage.text_at(index + 1)
    joined = index + 1 < len(passage.tokens) and passage.tokens[index + 1].start == passage.tokens[index].end
    if joined and following in (".", "-", "/", "+") and passage.text_at(index + 2)[:1].isupper():
        after = passage.tokens[index + 2]
        if after.start == passage.tokens[index + 1].end:
            return False  # "NMB.L"
    if passage.text_at(index - 1) in ("(", "-", "/", "$", "<"):
        return False
    return following not in ("article", "headlined", "-") and not following[:1].isdigit()
