"""Words that the name-finding steps must know: none of them is anybody's name."""

from __future__ import annotations

from archive.parsing.wordlist import listed

# Capitalised at a sentence's start, or always: never part of a person's or an organization's name there.
OPENERS = listed(
    "The A An This That These Those It Its He She They We I You In On At By For From To With As And Or So Yet If When "
    "While Although Though However Meanwhile Moreover According After Before Since Until Now Then There Here One Some "
    "Many Most All Both Each No Not His Her Their Our My What Who How Why Where Which Whose Also Earlier Later Still "
    "Another Other Others Such Even Only Just Perhaps Maybe Indeed Thus Therefore Hence Nevertheless Nonetheless Under "
    "Over Amid Among Between Despite During Within Without Against Through Once Two Three Four Five Six Seven Eight "
    "Nine Ten Experts Analysts Sources Officials Last Next Every Several Few Any Speaking Asked Citing Commenting "
    "Following Given Instead Besides Additionally Furthermore Overall Today Yesterday Tomorrow Recently Currently "
    "Formerly Former Unlike Like Per Via Whether Because Due Thanks Together Again Never Always Only Rather Quite Yes "
    "Nobody Nothing Everyone Everything Somebody Someone Something Anyone Anything None Neither Either Let Do Does Did "
    "Is Are Was Were Has Have Had Will Would Can Could May Might Should Must Be Been Being Get Go But Of Out Up Down "
    "Off About Above Below Behind Beyond Near Toward Towards Upon Across Along Around Throughout Previously Apparently "
    "Reportedly Allegedly Notably Importantly Interestingly Finally First Firstly Second Secondly Third Thirdly "
    "Separately Similarly Likewise Conversely Specifically Particularly Generally Usually Often Sometimes Soon "
    "Households Consumers Investors Companies Businesses Banks Lawmakers Diplomats Economists Traders Police Workers "
    "Western Eastern Northern Southern European Asian Arab Islamic Muslim Christian Jewish Soviet Slavic Orthodox "
    "Catholic Protestant Shiite Sunni Kurdish Arctic Atlantic Pacific Baltic Balkan Black White Red Green Blue"
)

DAYS = listed(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Christmas Easter Ramadan"
)

# Words that make a capitalised run an institution's name whatever stands before them.
STRONG_HEADS = listed(
    "Ministry University Institute Institution Center Centre Committee Subcommittee Council Commission Agency Bank "
    "Academy Forum Foundation Fund Association Union Corporation Company Party Parliament Duma Senate Congress Court "
    "Tribunal Army Navy Service Office Administration Organization Organisation Society League Chamber Federation "
    "Confederation Authority Bureau Assembly Inspectorate Directorate Ombudsman Treasury Secretariat Alliance "
    "Movement College School Museum Airlines Airways Exchange Observatory Department Police Directory Registry "
    "Regulator Trust Consortium Cooperative Syndicate Watchdog Embassy Consulate Mission Headquarters Staff Brigade "
    "Regiment Fleet Forces Guard Laboratory Faculty Club Network Initiative Hospital Theatre Theater Library "
    "Cathedral Church Patriarchate Eparchy Front Coalition Bloc Fraction Faction Caucus Board Delegation Taskforce "
    "Roundtable Panel Gallery Orchestra Choir Parliamentarians Rada Diet Sejm Bourse Zavod Kombinat Oblast Prefecture "
    "Municipality Chambers Secretariat Gosduma Presidium Collegium Politburo Junta Militia Battalion Division "
    "Squadron Command Gendarmerie Constabulary Garda Polytechnic Lyceum Gymnasium Seminary Conservatory Observatory "
    "Planetarium Zoo Archive Archives Registrar Inspection Supervision Port Pool Programme Program Workshop Guild "
    "Cooperative"
)
# Words that companies and groups are named with: they need a proper word in front.
WEAK_HEADS = listed(
    "Consultants Group Capital Energy Monitor Watch Research Media Oil Gas Air Invest Investments Investment Systems "
    "Industries Technologies Technology Partners Holding Holdings Consulting Analytics Securities Petroleum Steel "
    "Railways Railway Railroad Railroads Freightways Shipping Insurance Pharma Logistics Telecom Mining Metals "
    "Chemicals Aerospace Shipyard Shipyards Motors Motor Foods Brewery Breweries Power Electric Water Waterways Ports "
    "Port Lines Line Cruises Ferries Marine Maritime Bancorp Brokerage Advisors Advisers Associates Economics Ratings "
    "Finance Financial Asset Management Properties Estates Homes Stores Retail Markets Supermarkets Software Labs "
    "Robotics Dynamics Aviation Aircraft Arms Defense Defence Rail Freight Cargo Express Express Post Telecoms "
    "Communications Broadcasting Television TV Radio Pictures Studios Records Entertainment Games United Rovers "
    "Athletic City Wanderers Think-Tank Strategies Insights Insight Intelligence Advisory Data Metrics Index Outlook "
    "Perspectives Legal Law Solicitors Pipeline Pipelines Stream Nuclear Atom Agro Grain Sugar Cement Timber Paper "
    "Tobacco Textiles Fashion Hotels Resorts Travel Tours Tourism Credit Leasing Trading Trade Commodities "
    "Fertilizers Fertilisers Semiconductor Semiconductors Electronics Carriers Grid Transit Mutual Survey Mills "
    "Growers Farmers Producers Exporters Builders Breeders Traders Batteries Solar Wind Renewables Utilities Works "
    "Plant Factory Mill Mills Refinery Terminal Airport Bankers Services Copper Nickel Lithium Aluminium Aluminum "
    "Uranium Fuel Fuels Dairy Dairies Meat Poultry Seafood Fishing Beverages Brewing Distillers Distillery Wines "
    "Winery Cotton Wool Textile Rubber Tyre Tire Tyres Tires Glass Paints Ceramics Machinery Machines Instruments "
    "Optics Cable Cables Bearings Engines Turbines Tractors Trucks Automotive Automobiles Bus Buses Coaches "
    "Shipbuilding Shipbuilders Biotech Therapeutics Diagnostics Biosciences Healthcare Clinics Publishing Gaming "
    "Payments Realty Furniture Apparel Footwear Jewellers Diamonds Resources Minerals Refining Petrochemical "
    "Petrochemicals Containers Tankers Dredging Salvage Towage Bunkering Wireless Mobile Satellites Micro Micron "
    "Micros Appliances Engineering Contractors Construction Infrastructure Automation Digital Cloud Networks "
    "Helicopters Locomotives Wagons Freight Couriers Forwarding Warehouses Roses Flowers Tea Coffee Cocoa Flour "
    "Bakery Bakeries Confectionery Lumber Plywood Pulp Packaging Plastics Recycling Hydro Geothermal Drilling "
    "Offshore Subsea Solutions Ventures Equity Brands Outfitters Cosmetics Vaccines Laboratories Assurance "
    "Reinsurance Superstores Cinemas Leisure Casinos Bookmakers Lotteries Tech Biologics Genomics Composites Alloys "
    "Castings Foundry Forge Ironworks Steelworks Boatyard Dockyard Docks Wharf Terminals Stevedores Cargo Haulage "
    "Hauliers Truckers"
)
SUFFIXES = listed(
    "S.A. S.L. N.V. B.V. Plc PLC Ltd Inc LLC LLP Corp Co AG SA SE NV BV GmbH AB ASA Oyj SpA JSC PJSC OAO ZAO OOO KG"
)
DEPARTMENTS = listed("Department Faculty Division Section Sector Laboratory Chair Directorate Subdivision Unit")
PARLIAMENTS = listed(
    "Duma Council Senate Parliament Bundestag Rada Knesset Congress Seimas Saeima Riigikogu Sejm Majlis Jogorku "
    "Representatives Commons Lords Assembly Bundesrat Storting Riksdag Folketing Eduskunta Skupstina Sobranie"
)

# Subject words inside institutions' names and titles, so not personal names.
SUBJECTS = listed(
    "Foreign Home Defense Defence Finance Financial Economic Economy Economics Development Trade Energy Political "
    "Politics Education International National State Federal Central Regional Local Public Social Security "
    "Strategic Strategy Studies Study Relations Affairs Policy Policies Science Sciences Research Technology "
    "Technologies Industry Industrial Agriculture Agricultural Transport Transportation Health Healthcare Medicine "
    "Medical Culture Cultural Environment Environmental Ecology Natural Resources Labor Labour Employment Interior "
    "Internal External Justice Law Legal Legislation Constitutional Human Rights Information Communications Digital "
    "Mass Media Space Nuclear Atomic Nonproliferation Disarmament Arms Control Military Civil Emergency Emergencies "
    "Situations Migration Border Customs Tax Taxes Budget Antimonopoly Monopoly Competition Consumer Protection "
    "Supervision Oversight Monitoring Latin Analysis Analytical Analytics Forecasting Modeling Global World Peace "
    "Conflict Conflicts War Warfare Democracy Freedom Elections Electoral Statistics Statistical Railways Aviation "
    "Maritime Marine Naval Air Land Water Oil Gas Petroleum Mining Metals Construction Housing Urban Rural Youth "
    "Sports Sport Tourism Family Women Children Veterans Religious Religion Ethnic Minorities Oriental Asian "
    "African American European Eurasian Slavic Balkan Arab Middle Near Far East West North South Eastern Western "
    "Northern Southern Southeast Pacific Atlantic Arctic Baltic Caspian Islamic Muslim Orthodox Catholic Christian "
    "Jewish Modern Contemporary Advanced Applied Higher General Special Joint Chiefs Supreme High Main Chief "
    "Independent Free United Progressive Democratic Republican Socialist Communist Liberal Conservative Labour "
    "People Peoples Nations Cooperation Integration Partnership Dialogue Discussion Innovation Innovations "
    "Investment Investments Markets Market Stock Commodity Currency Monetary Reserve Savings Commerce Commercial "
    "Business Entrepreneurship Enterprises Infrastructure Roads Highways Ports Fisheries Forestry Food Veterinary "
    "Drug Drugs Medicines Epidemiology Virology Vaccine Biology Chemistry Physics Mathematics History Philosophy "
    "Philology Linguistics Sociology Psychology Geography Geology Engineering Management Administration Governance "
    "Government Parliamentary Legislative Executive Judicial Presidential Diplomatic Diplomacy Consular Treaty "
    "Treaties Sanctions Crisis Risk Risks Problems Issues Reforms Reform Planning Projects Project Program "
    "Programme Programs Prevention Response Relief Aid Assistance Support Welfare Pensions Pension Insurance "
    "Antitrust Anti-Corruption Corruption Crime Organized Terrorism Counterterrorism Extremism Cyber Cybersecurity "
    "Artificial Intelligence Robotics Aerospace Missile Rocket Weapons Sea Ocean River Lake Black Red White Green "
    "Blue Data Personal Safety Quality Standards Standardization Metrology Certification Labor Wages Works Small "
    "Medium Large Theory Practice Methods Systems System Comparative Interdisciplinary Institutional Museum "
    "Heritage Arts Art Music Language Languages Literature Press Publishing Printing Broadcasting Television Radio "
    "Internet Services Service Asia Africa America Europe Eurasia Americas Balkans Caucasus Mediterranean Gulf "
    "Volga Ural Urals Siberian Lands Mines Livestock Irrigation Waterways Gender Sanitation Manpower Mobility"
)

# Words that stand before the noun in a title: "First Deputy Prime Minister", "acting Chief Executive".
TITLE_MODIFIERS = listed(
    "Deputy First Second Vice Prime Foreign Finance Economy Economic Development Culture Defense Defence Interior "
    "Justice Health Education Energy Transport Trade Agriculture Environment Labor Labour Chief Executive Acting "
    "Former Unification Reconciliation Reintegration Diaspora Enlargement Cohesion Petroleum Oil Mines Mining "
    "Irrigation Forestry Electricity Power Lands Works Equality Women Youth Children Sanitation Manpower Regions "
    "Ecology Innovation Mobility Antiquities Heritage Media Telecommunications Hajj Endowments Counter-Terrorism "
    "Parish Retired Reserve Veteran Late Prominent Renowned Celebrated Influential Seasoned "
    "Senior Junior Associate Assistant Adjunct General Special Permanent Presidential Federal State Supreme Commander "
    "Prosecutor Press Managing Founding Honorary Honourable Interim Caretaker Incumbent Outgoing Incoming Ex Under "
    "Secretary Leading Principal Lead Head Distinguished Visiting Research Emeritus Staff Field Rear Lieutenant Major "
    "Brigadier Colonel Attorney Home Shadow Cabinet Opposition Majority Minority Parliamentary Private Public "
    "Political "
    "Military Security National Intelligence Scientific Academic Creative Technical Commercial Financial Operating "
    "Marketing Information Communications Legal Digital Science Technology Industry Tourism Sports Sport Migration "
    "Immigration Housing Infrastructure Regional International External Internal Social Welfare Family Water Maritime "
    "Fisheries Food Climate European Trade Investment Budget Tax Treasury Deputy Police District Lord Lady Sir Grand "
    "Crown Supreme Spiritual High Top Vice-Prime Co Joint Executive Non-Executive Full Emergency Emergencies Natural "
    "Resources Railways Railway Construction Communication Employment Labour Commerce Planning Reform Foreign-Policy "
    "Chancellor Minister Speaker President Chairman Director"
)

CONNECTORS = listed("of for on and the & de des du der für e i")
PARTICLES = listed(
    "al el bin bint ibn ben van von der den de da das do dos del della di du la le y te ter ten zu zur vom af av los "
    "las ap ab ould dela delos oglu ogly kyzy kizi qizi uulu"
)

# What ends the search for adjectives in front of a role ("says military expert NAME"): function words and verbs.
FUNCTION_WORDS = listed(
    "a an the this that these those its his her their our my your and or but nor so yet of for at by with from in "
    "on to "
    "into as than about against between after before during under over who whom whose which what when where while if "
    "because since although though is are was were be been being has have had do does did will would can could may "
    "might shall should must not no also only just even still already then now here there he she they it we you i said "
    "says say told tells believes believe noted notes stressed explained added according quotes quoted quoting cites "
    "cited citing met wrote writes thinks argues warned warns pointed out up down off reports reported stated states "
    "suggested emphasized predicted clarified concluded recalled recounted admitted claimed claims insists insisted "
    "agrees agreed asked asks confirmed announced commented comments named called appointed elected replaced including "
    "like such via per among amid both either neither each every all some any many most more less other another "
    "one two "
    "three four five former-"
)

# The second halves of "Cork-based", "US-supplied": such a word belongs to what follows, not to a name.
COMPOUND_ENDINGS = (
    "-based", "-led", "-backed", "-owned", "-funded", "-registered", "-style", "-supplied", "-made", "-built", "-born",
    "-language", "-speaking", "-era", "-sponsored", "-controlled", "-brokered", "-designed", "-educated", "-run",
    "-old", "-held", "-occupied", "-trained", "-mediated", "-supported", "-imposed", "-produced", "-listed", "-driven",
)  # fmt: skip

NOT_ORGANIZATIONS = listed(
    "US USA UK UAE DPRK PRC ROK DRC FRG GDR USSR PM MP MEP CEO CFO COO GDP TV AI IT LNG VAT USD EUR RUB COVID HIV DNA "
    "UAV FM HIMARS ATACMS JASSM GPS PR HR VIP ID PCR SUV LED DC AM EST GMT UTC MSK CET HQ NGO SME FDI IPO ETF ESG "
    "CPI PMI "
    "INF START ABM NPT CTBT JCPOA TPP TTIP USMCA SMO BMP APC ICBM SSBN MLRS SAM PPE MSM LGBT II III IV VI VII VIII IX "
    "XX XXI OK"
)
