"""The words that say somebody is speaking: verbs of speech and view, and what they need beside them."""

from __future__ import annotations

from archive.parsing.wordlist import listed

# With a speaker as subject these always give words or a view.
SAYING = listed(
    "said says say told tells tell noted notes note stressed stresses stress explained explains explain added adds "
    "add believes believe believed thinks think thought stated states emphasized emphasizes emphasised emphasises "
    "suggested suggests suggest clarified clarifies warned warns warn cautioned cautions predicted predicts predict "
    "concluded concludes recounted recounts slammed slams dismissed dismisses reaffirmed reaffirms admitted admits "
    "admit acknowledged acknowledges acknowledge confirmed confirms confirm denied denies deny argued argues argue "
    "claimed claims claim insisted insists insist reported reports report writes wrote write asserted asserts declared "
    "declares promised promises vowed vows pledged pledges assured assures reiterated reiterates remarked remarks "
    "observed observes commented comments responded responds replied replies lamented laments complained complains "
    "complain recalled recalls reminded reminds specified specifies elaborated maintains maintained contends contended "
    "hinted hints forecasts forecast estimates estimated estimate opined opines quipped mentioned mentions revealed "
    "reveals disclosed discloses indicated indicates alleged alleges allege conceded concedes affirmed affirms "
    "proclaimed underlined underlines underscored underscores highlighted highlights surmised surmises summarized "
    "summarised reasoned reckons reckoned reckon supposes presumes assumes assumed doubts doubted doubt fears feared "
    "fear hopes hoped hope expects expect announced announces informed informs hails hailed disagrees disagreed agrees "
    "conjectured speculated joked exclaimed countered objected retorted testified swore echoed echoes advises advised "
    "recommends recommended urges urged proposed proposes questioned criticized criticised criticizes criticises "
    "condemned condemns praised praises rejects rejected refuted refutes rebuffed lambasted blasted accused accuses "
    "blamed blames described describes regards considers demanded demands threatened threatens called calls learned "
    "learnt cites quotes protested apologized apologised boasted pleaded grumbled mused ventured ruled thanked thanks "
    "congratulated congratulates agreed agree disagree calculated confessed jested shrugged scoffed sighed counselled "
    "counseled posited theorized inferred recommend urge conclude promise question describe accuse"
)
SPEECH_VERBS = SAYING

# Forms that are as often nouns ("the report", "estimates"): they count with a plural subject, or a singular one for -s.
BASE_FORMS = listed(
    "say tell note stress explain add believe think suggest warn predict acknowledge confirm deny argue claim insist "
    "report write complain forecast estimate allege reckon doubt fear hope expect admit agree disagree recommend urge "
    "conclude promise question describe accuse"
)
NOUN_FORMS = listed(
    "claims reports estimates fears hopes doubts notes states calls forecasts views questions quotes cites"
)

# Verbs after which the speaker may stand: "…, said NAME".
INVERTED = listed(
    "said says stated states noted notes explained explains believes believed thinks added adds stressed emphasized "
    "emphasised suggested suggests warned warns wrote writes argued argues insisted insists concluded concludes "
    "recalled recalls admitted confirmed predicts predicted complained remarked observed observes commented asserted "
    "promised reports reported reckons maintains contends clarified specified quipped declared announced replied "
    "continues continued agrees responded pointed"
)

# "is certain that", "was skeptical about".
STANCES = listed(
    "certain sure confident convinced skeptical sceptical doubtful optimistic pessimistic positive adamant hopeful "
    "unconvinced unsure inclined persuaded cautious worried concerned wary"
)
NEGATED = listed("share rule believe think expect see agree doubt consider regard understand exclude deny support")
OPINIONS = listed(
    "opinion view words estimate estimates assessment estimation judgment judgement belief analysis account"
)
SUCH_OPINIONS = listed("opinion view")

# Pairs of a verb and its little word.
PHRASAL = {
    "pointed": "out to",
    "points": "out to",
    "went": "on",
    "goes": "on",
    "summed": "up",
    "sums": "up",
    "spoke": "of about out",
    "speaks": "of about out",
    "drew": "attention",
    "draws": "attention",
    "expressed": "hope confidence doubt doubts concern concerns regret surprise fear fears the his her",
    "expresses": "hope confidence doubt doubts concern concerns regret surprise fear fears the his her",
    "voiced": "hope confidence doubt doubts concern concerns the his her",
    "hit": "back",
    "chimed": "in",
    "spelled": "out",
    "shares": "this that the his her their",
    "shared": "this that the his her their",
    "singled": "out",
    "laid": "out",
    "set": "out",
    "made": "it clear",
    "makes": "it clear",
    "took": "issue",
    "continued": "that",
    "asked": "to why for whether that",
    "asks": "to why for whether that",
    "talked": "about",
    "sees": "no a the this it",
    "saw": "no",
    "attributed": "the this it",
    "attributes": "the this it",
    "links": "this the it",
    "linked": "this the it",
    "put": "the it its their",
    "puts": "the it its their",
    "gave": "it assurances",
    "gives": "it",
    "offered": "to",
    "takes": "another a issue",
    "declined": "to",
    "refused": "to",
    "invited": "him her them",
    "calls": "for on it the this",
    "called": "for on it the this",
    "ruled": "out",
    "rules": "out",
}

WEAK_PHRASAL = listed(
    "asked asks offered put puts gave gives takes took invited declined refused called calls set made makes"
)

PRONOUNS = {"he": "m", "she": "f", "they": "p", "it": "n"}
POSSESSIVES = {"his": "m", "her": "f", "their": "p", "its": "n"}
OBJECTS = {"him": "m", "her": "f", "them": "p", "it": "n"}
AUXILIARIES = listed(
    "has have had also then further later earlier once again still even did does do not never already just only is was "
    "are were be been being would will may might could can meanwhile recently previously repeatedly too however though "
    "both all in turn for his her part yesterday today first therefore thus so"
)
REPLIES = listed(
    "explanation answer reply verdict comment response conclusion advice assessment summary remark retort view opinion "
    "message objection argument judgment judgement diagnosis forecast"
)
DOCUMENTS = listed(
    "circular report statement letter document memo memorandum study survey release data filing notice communique "
    "figures statistics calculations website"
)
GOVERNMENTS_SAY = listed(
    "said says believes insists argues claims warned warns stated denies denied maintained believe insist"
)
BE = listed("is was are were be been being am remains remained seems seemed appears appeared")
DETERMINERS = listed(
    "a an the one two three four five six seven several some many most other another these those both no few"
)
INDEFINITE = listed("a an one two three four five six seven several some many most another few")
PREPOSITIONS = listed(
    "of at in from for with to on by about among near inside within close familiar briefed acquainted interviewed "
    "surveyed questioned quizzed polled contacted approached quoted cited who whose which speaking involved working "
    "representing knowledgeable privy asked told present aware responsible participating taking attending seen under"
)
SOURCES = listed(
    "source sources interlocutor interlocutors insider insiders people person persons someone somebody expert experts "
    "analyst analysts official officials diplomat diplomats lawmaker lawmakers trader traders spokesperson spokesman "
    "spokeswoman spokespeople spokespersons representative representatives economist economists observers observer "
    "specialist specialists scientist scientists lawyer lawyers employee employees resident residents politician "
    "politicians participant participants aide aides adviser advisers advisor advisors critics opponents supporters "
    "scholar scholars commentators columnist correspondent journalist journalists pundits strategists virologists "
    "doctors executive executives manager managers officer officers minister ministers senator senators businessman "
    "businessmen entrepreneurs bankers researchers sociologists historians historian informant informants witnesses "
    "witness neighbours neighbors veteran farmer farmers fishermen activist activists campaigners respondents players "
    "traders exporters importers growers farmers fishermen sailors teachers nurses parents skippers millers "
    "authors envoy envoys ambassador negotiator negotiators broker brokers"
)
STRICT_SOURCES = listed("source sources interlocutor interlocutors insider insiders people person persons informant")
BODIES = listed(
    "ministry agency company organization organisation bank department service office committee commission institute "
    "university center centre foundation council party parliament government cabinet court army military brass command "
    "administration presidency embassy mission regulator watchdog body association union alliance bloc firm "
    "corporation "
    "operator carrier airline lender insurer producer group fund federation authority authorities police prosecutors "
    "chamber forum board secretariat headquarters manufacturer supplier club bureau league pool guild exchange society "
    "assembly school college museum library archive port charity hospital theatre theater tribunal registry mill "
    "cooperative trust chain brewery shipyard airport railway line"
)
PAPERS = listed(
    "paper newspaper daily outlet publication magazine weekly journal tabloid broadsheet portal website news"
)
CLAUSE_BREAKS = listed(
    "that while but although though because if when whereas as since unless until after before where how why whether "
    "and or so yet than whom what"
)
