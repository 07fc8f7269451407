"""Invented names and places for practice. None of them is anybody; telephone numbers are from ranges kept for drama."""

FIRST_NAMES = (
    "Carys", "Małgorzata", "Siân", "Ewa", "Niamh", "Priya", "Jodie", "Olivia", "Hanna", "Tegan",
    "Bronwen", "Zofia", "Freya", "Lowri", "Imogen", "Chloe", "Mared", "Kasia", "Dana", "Éabha",
    "Owain", "Tomasz", "Rhiannon", "Maisie", "Amara", "Leila", "Ngozi", "Ffion", "Agnieszka", "Beth",
)  # fmt: skip
LAST_NAMES = (
    "Llŵyd-Prŷs", "Żółkiewska", "Penhale", "Ŵyn-Jones", "Brannock", "Featherlow", "Okonjo", "MacAllerton",
    "Charltonby", "Rutherlee", "Nowakowska", "Hughesby", "Marchbank", "Ellingford", "Asante-Grey", "Dunsworth",
    "Tarrantine", "Vellacourt", "Winterby", "Quillfeather",
)  # fmt: skip
ACCUSED_FIRST = ("Kieran", "Lee", "Wayne", "Dean", "Ryan", "Craig", "Scott", "Gary", "Imran", "Paweł", "Martin", "Neil")
ACCUSED_LAST = (
    "Marrick", "Tolland", "Hesketh", "Bannock", "Iversley", "Quennell", "Pellow", "Ostrander", "Dunmore", "Imber",
    "Calloway", "Sarn", "Harcastle", "Rowe", "Brindlow", "Castor", "Fenwright", "Garside", "Holloran", "Jessop",
)  # fmt: skip
COURTS = ("Northmere Crown Court", "Eastholme Crown Court", "Wearbridge Crown Court")
MAGISTRATES = "Northmere Magistrates’ Court"
OFFENCES = ("Rape", "Rape of a female aged 16 or over", "Assault by penetration", "Rape of a male aged 16 or over")
PLACES = ("CPS Northmere, room 2", "CPS Northmere, room 4", "Harbour Light Support, Eastholme", "Video call")
OWN_WORDS = {
    "abe_video": "I don’t want to say it all again in front of everyone.",
    "pre_recorded_cross_examination": "If it is done once and then it’s over, that would let me sleep.",
    "private": "His family came last time. Not them.",
    "live_link": "I can’t be in the same room. If somebody sits next to me I think I can do it.",
    "screen": "Only if the link breaks. I would rather not see him at all.",
    "no_wigs_gowns": "It makes no difference to me.",
}
EXPLAINED = {
    "abe_video": "Parts may be left out. The jury watches it.",
    "pre_recorded_cross_examination": "Questions asked earlier; the judge sets the date. Rarely, more questions later.",
    "private": "One reporter may stay. The accused and the lawyers stay.",
    "live_link": "The accused can normally see the witness on a screen.",
    "screen": "A screen stops the witness seeing the accused. It does not promise the reverse.",
    "no_wigs_gowns": "It can be asked for later.",
}
REASONS = {
    "abe_video": "Delay to the trial is likely to reduce recall; she told the officer once, fully, and repeating it "
    "live made her unable to go on in the interview’s second part.",
    "pre_recorded_cross_examination": "She has stopped sleeping since the trial date was named; being asked questions "
    "early, while recall is fresh, is likely to give the most complete answers.",
    "private": "Members of the accused’s family stood outside her place of work; she says she would not be able to "
    "speak in front of them.",
    "live_link": "She stops being able to speak when she thinks he may be near; her adviser saw this on a visit to the "
    "building.",
    "screen": "So that a failed link would not leave her without protection.",
}
