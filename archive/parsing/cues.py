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
    "claimed claims claim insisted insists insist reported reports report writes wrote write asserted asserts "
    "declared declares promised promises vowed vows pledged pledges assured assures reiterated reiterates remarked "
    "remarks observed observes commented comments responded responds replied replies lamented laments complained "
    "complains complain recalled recalls reminded reminds specified specifies elaborated maintains maintained "
    "contends contended hinted hints forecasts forecast estimates estimated estimate opined opines quipped mentioned "
    "mentions revealed reveals disclosed discloses indicated indicates alleged alleges allege conceded concedes "
    "affirmed affirms proclaimed underlined underlines underscored underscores highlighted highlights surmised "
    "surmises summarized summarised reasoned reckons reckoned reckon supposes presumes assumes assumed doubts doubted "
    "doubt fears feared fear hopes hoped hope expects expect announced announces informed informs hails hailed "
    "disagrees disagreed agrees conjectured speculated joked exclaimed countered objected retorted testified swore "
    "echoed echoes advises advised recommends recommended urges urged proposed proposes questioned criticized "
    "criticised criticizes criticises condemned condemns praised praises rejects rejected refuted refutes rebuffed "
    "lambasted blasted accused accuses blamed blames described describes regards considers demanded demands "
    "threatened threatens called calls learned learnt cites quotes protested apologized apologised boasted pleaded "
    "grumbled mused ventured ruled thanked thanks congratulated congratulates agreed agree disagree calculated "
    "confessed jested shrugged scoffed sighed counselled counseled posited theorized inferred recommend urge conclude "
    "promise question describe accuse counters objects retorts editorializes editorialises editorialized "
    "editorialised jokes sighs scoffs muses grumbles quips exclaims fumes fumed elaborates denounced denounces "
    "deplored deplores decried decries derides derided ridicules ridiculed mocks mocked disputes disputed downplays "
    "downplayed regrets regretted welcomes welcomed applauds applauded opposes opposed defends defended rebukes "
    "rebuked chides chided scolds scolded bemoans bemoaned credits credited testifies apologizes apologises "
    "speculates theorizes conjectures quantified reassured reassures persists persisted advocated advocates "
    "hypothesized foresees foresaw envisages envisaged envisions envisioned anticipates anticipated stipulates "
    "worries worried wonders wondered blame call demand reject condemn praise criticize criticise dispute oppose "
    "welcome regret anticipate wonder object maintain contend assert state advise propose threaten recall remind "
    "emphasize emphasise assure clarify caution reiterate remark observe comment respond reply lament specify "
    "indicate concede affirm underline underscore highlight presume assume speculate joke counter refute boast "
    "grumble vow pledge hail calculate testify confess explain marvelled marveled marvels professed professes "
    "projects projected branded brands labelled labeled dubbed dubs fretted frets groused gripes griped snapped snaps "
    "enthused enthuses gushed raved confided confides judged judges messaged texted emailed jeers jeered sneers "
    "sneered rages raged thunders thundered rejoices rejoiced"
)
SPEECH_VERBS = SAYING

# Forms that are as often nouns ("the report", "estimates"): they count with a plural subject, or a singular one for -s.
BASE_FORMS = listed(
    "say tell note stress explain add believe think suggest warn predict acknowledge confirm deny argue claim insist "
    "report write complain estimate allege reckon doubt fear hope expect admit agree disagree recommend urge conclude "
    "promise question describe accuse blame call demand reject condemn praise criticize criticise dispute oppose "
    "welcome regret anticipate wonder object maintain contend assert state advise propose threaten recall remind "
    "emphasize emphasise assure clarify caution reiterate remark observe comment respond reply lament specify "
    "indicate concede affirm underline underscore highlight presume assume speculate joke counter refute boast "
    "grumble vow pledge hail calculate testify confess"
)
NOUN_FORMS = listed(
    "claims reports estimates fears hopes doubts notes states calls forecasts views questions quotes cites objects "
    "jokes sighs counters disputes regrets worries wonders credits defends demands promises"
)

# Verbs after which the speaker may stand: "…, said NAME".
INVERTED = listed(
    "said says stated states noted notes explained explains believes believed thinks added adds stressed emphasized "
    "emphasised suggested suggests warned warns wrote writes argued argues insisted insists concluded concludes "
    "recalled recalls admitted confirmed predicts predicted complained remarked observed observes commented asserted "
    "promised reports reported reckons maintains contends clarified specified quipped declared announced replied "
    "continues continued agrees responded objects objected counters countered retorts retorted jokes joked laments "
    "lamented muses mused exclaims exclaimed sighs sighed grumbles grumbled fumes fumed scoffs scoffed claims claimed "
    "declares recounts recounted elaborates elaborated editorializes editorialises reminds reminded asks asked hopes "
    "hoped doubts doubted alleges alleged complains cautions cautioned wonders wondered announces estimates estimated "
    "forecasts surmised opines opined reasons reasoned advises advised boasts boasted confessed confesses admits "
    "acknowledged acknowledges assures assured confirms vowed vows pledged replies responds marvelled marveled "
    "marvels frets fretted groused griped gripes snapped snaps enthused enthuses gushed raved confided confides "
    "protests quips protested pleads pleaded ventures ventured concedes conceded "
    "hints hinted rejoined offered summarizes summarized summarised projects projected fears feared disclosed "
    "discloses calculates calculated"
)
# As in "…, believe analysts at BANK": plural speakers only.
INVERTED_PLURAL = listed(
    "say believe think note stress warn explain argue predict insist admit reckon add fear hope expect suggest claim "
    "estimate complain point"
)

# "is certain that", "was skeptical about".
STANCES = listed(
    "certain sure confident convinced skeptical sceptical doubtful optimistic pessimistic positive adamant hopeful "
    "unconvinced unsure inclined persuaded cautious worried concerned wary pleased glad happy unhappy delighted "
    "disappointed surprised astonished amazed angry furious outraged indignant alarmed upset shocked appalled "
    "dismayed critical scathing dismissive enthusiastic unimpressed dissatisfied satisfied grateful sorry ashamed "
    "proud puzzled baffled suspicious afraid scared fearful relieved reluctant"
)
# Words for a view that somebody has: "has no faith in", "have serious doubts about".
VIEWS_HELD = listed(
    "faith confidence trust doubt doubts illusions illusion hope hopes reservations misgivings qualms concerns fears "
    "objection objections regrets worries expectations sympathy scruples complaints complaint praise suspicions "
    "belief"
)
NEGATED = listed(
    "share rule believe think expect see agree doubt consider regard understand exclude deny support object fear "
    "trust mind recommend"
)
OPINIONS = listed(
    "opinion view words estimate estimates assessment estimation judgment judgement belief analysis account "
    "calculation calculations reckoning count telling"
)
SUCH_OPINIONS = listed("opinion view")

# Pairs of a verb and its little word, which what is spoken of may part: "brushed those fears aside".
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
    "put": "the it its their this",
    "puts": "the it its their this",
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
    "found": "out that .",
    "finds": "out that .",
    "discovered": "that .",
    "established": "that .",
    "rules": "out",
    "hinted": "at",
    "hints": "at",
    "hit": "back out",
    "lashed": "out",
    "lashes": "out",
    "brushed": "aside off",
    "brushes": "aside off",
    "waved": "aside away off",
    "waves": "aside away off",
    "laughed": "off",
    "laughs": "off",
    "played": "down",
    "plays": "down",
    "shrugged": "off",
    "shrugs": "off",
    "talks": "down about",
    "cast": "doubt",
    "casts": "doubt",
    "poured": "cold",
    "pours": "cold",
    "fired": "back",
    "fires": "back",
    "held": "that",
    "holds": "that",
    "threw": "cold",
}

WEAK_PHRASAL = listed(
    "asked asks offered put puts gave gives takes took invited declined refused called calls set made makes"
)

PRONOUNS = {"he": "m", "she": "f", "they": "p", "it": "n"}
# "takes the view that", "has a different opinion"
VIEWS_TAKEN = listed("view views opinion opinions position line stance attitude explanation theory")
# "with NAME calling it reckless"
PARTICIPLES = listed(
    "calling saying arguing warning insisting describing claiming noting stressing adding telling predicting "
    "promising urging demanding dismissing accusing pledging vowing threatening denying complaining admitting "
    "asserting declaring suggesting branding labelling labeling denouncing blaming hailing praising maintaining "
    "explaining emphasizing doubting hoping fearing expecting believing conceding lamenting assuring stating"
)
POSSESSIVES = {"his": "m", "her": "f", "their": "p", "its": "n"}
OBJECTS = {"him": "m", "her": "f", "them": "p", "it": "n"}
AUXILIARIES = listed(
    "himself herself itself themselves has have had also then further later earlier once again still even did does do "
    "not never already just only is was are were be been being would will may might could can meanwhile recently "
    "previously repeatedly too however though both all in turn for his her part yesterday today first therefore thus "
    "so"
)
REPLIES = listed(
    "explanation answer reply verdict comment response conclusion advice assessment summary remark retort view "
    "opinion message objection argument judgment judgement diagnosis forecast"
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
    "exporters importers growers sailors teachers nurses parents skippers millers authors envoy envoys ambassador "
    "negotiator negotiators broker brokers"
)
STRICT_SOURCES = listed("source sources interlocutor interlocutors insider insiders people person persons informant")
BODIES = listed(
    "consultancy brokerage pollster retailer developer startup tank ministry agency company organization organisation "
    "bank department service office committee commission institute university center centre foundation council party "
    "parliament government cabinet court army military brass command administration presidency embassy mission "
    "regulator watchdog body association union alliance bloc firm corporation operator carrier airline lender insurer "
    "producer group fund federation authority authorities police prosecutors chamber forum board secretariat "
    "headquarters manufacturer supplier club bureau league pool guild exchange society assembly school college museum "
    "library archive port charity hospital theatre theater tribunal registry mill cooperative trust chain brewery "
    "shipyard airport railway line"
)
PAPERS = listed(
    "paper newspaper daily outlet publication magazine weekly journal tabloid broadsheet portal website news "
    "broadcaster channel"
)
CLAUSE_BREAKS = listed(
    "that while but although though because if when whereas as since unless until after before where how why whether "
    "and or so yet than whom what"
)
