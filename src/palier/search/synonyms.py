"""The field's abbreviations and neighbouring words: said differently, found together.

Street words (« bd », « bât. ») are those of `territory.wording`. A line is one meaning; an expression of several words
counts as one. Only words that people use for the same thing stand here: a wrong neighbour hides the right rows.
"""

MEANINGS = (
    ("2rm", "2 rm", "deux roues", "2 roues", "scooter", "moto", "motocross", "cyclomoteur", "mobylette"),
    ("afd", "amende forfaitaire délictuelle"),
    ("alcool", "alcoolisé", "ivresse", "ivre"),
    ("appartement", "appt", "appart", "apt"),
    ("bruit", "bruyant", "tapage", "nuisance sonore", "vacarme"),
    ("cage", "cage d’escalier"),
    ("camera", "vidéoprotection", "vidéosurveillance"),
    ("cispd", "conseil intercommunal de sécurité et de prévention de la délinquance"),
    ("clspd", "conseil local de sécurité et de prévention de la délinquance"),
    ("déchet", "détritus", "ordure", "immondice"),
    ("dégradation", "vandalisme", "détérioration"),
    ("éclairage", "lampadaire", "candélabre", "luminaire"),
    ("encombrant", "dépôt sauvage"),
    ("gltd", "groupe local de traitement de la délinquance"),
    ("gpo", "groupe de partenariat opérationnel"),
    ("occupation illicite", "squat", "squatteur"),
    ("pm", "police municipale"),
    ("pn", "police nationale"),
    ("policier", "policière", "police"),
    ("qpv", "quartier prioritaire"),
    ("rdc", "rdch", "rez-de-chaussée"),
    ("regroupement", "attroupement", "rassemblement"),
    ("stup", "stups", "stupéfiant", "drogue", "point de deal", "deal"),
    ("tag", "graffiti", "graff"),
    ("travail", "travaux"),
    ("trottinette", "edpm", "engin de déplacement personnel"),
    ("vélo", "bicyclette", "vtt"),
    ("voiture", "véhicule", "vl", "automobile"),
)
