"""What counts as an answer, as closed lists: whole phrases, and what may stand beside them.

They are compared folded (no case, accents or punctuation). Nothing here is a word that people of ours write: no line
of our letters may equal one of these phrases.
"""

from __future__ import annotations

from mail.reading.folding import folded


def _phrases(*written: str) -> frozenset[str]:
    """Return the phrases of texts in which they stand apart by bars or line breaks."""
    return frozenset(folded(each) for text in written for each in text.replace("\n", "|").split("|") if each.strip())


def _combined(beginnings: str, endings: str) -> frozenset[str]:
    """Return every beginning alone and with every ending."""
    return frozenset(folded(f"{begin} {end}") for begin in beginnings.split("|") for end in ("", *endings.split("|")))


YES = _phrases(
    """sí|sí acepto|acepto|confirmo|sí confirmo|sí participo|sí participaré|acepto participar|confirmo mi participación
    sí confirmo mi participación|aceptado|aceptada|confirmado|confirmada|sí quiero|sí quiero participar|claro que sí
    sí por supuesto|por supuesto|por supuesto que sí|desde luego que sí|sí claro|sí con gusto|sí con mucho gusto
    con gusto acepto|con mucho gusto acepto|acepto con gusto|acepto con mucho gusto|sí acepto participar
    acepto la invitación|sí acepto la invitación|confirmo participación|confirmo que participo
    confirmo que participaré|sí señor|sí señora|sí ok|ok acepto|ok confirmo|acepto encantado|acepto encantada""",
    """sim|sim aceito|aceito|sim confirmo|aceito participar|confirmo minha participação|sim participo|sim participarei
    confirmo a minha participação|sim confirmo minha participação|aceito o convite|sim aceito o convite
    aceito com gosto|aceito com muito gosto|sim com gosto|sim com muito gosto
    com prazer aceito|sim com prazer|sim com muito prazer|aceito com prazer|aceito com muito prazer|sim claro
    claro que sim|com certeza sim|sim com certeza|sim aceito participar|sim quero participar|aceite|ok aceito""",
    """yes|yes i accept|i accept|accept|accepted|i confirm|yes i confirm|confirmed|confirm|yes please
    i accept the invitation|yes i accept the invitation|yes of course|of course|happy to accept
    i am happy to accept|im happy to accept|i do accept|yes i will participate|yes i agree|i agree to participate
    yes happy to|yes gladly|yes with pleasure|yes i do|yes i will|i confirm my participation
    yes i confirm my participation|yes absolutely|yes definitely|yes sure|yes ok|yep|yeah""",
    """oui|oui jaccepte|jaccepte|je confirme|oui je confirme|oui avec plaisir|jaccepte linvitation
    oui jaccepte linvitation|oui bien sûr|bien sûr que oui|jaccepte avec plaisir|je confirme ma participation
    oui je participe|oui je participerai|jaccepte de participer|oui volontiers""",
)
NO = _phrases(
    """no|no puedo|no acepto|no puedo participar|no podré|no podré participar|no participo|no participaré|declino
    rechazo|no confirmo|lamentablemente no|lamentablemente no puedo|lamentablemente no podré|lo siento no puedo
    lo siento no podré|lo lamento no puedo|no voy a poder|no voy a poder participar|no quiero|no quiero participar
    declino la invitación|rechazo la invitación|lamentablemente no puedo participar
    lamentablemente no podré participar|no lo siento|no puedo aceptar|no puedo aceptar la invitación
    no acepto la invitación|no me es posible|no me es posible participar|desafortunadamente no
    desafortunadamente no puedo|desafortunadamente no podré|desafortunadamente no podré participar|debo declinar
    debo declinar la invitación|no me será posible|no me será posible participar|esta vez no|esta vez no puedo
    esta vez no podré""",
    """não|não posso|não aceito|não posso participar|não poderei|não poderei participar|não participo
    não participarei|infelizmente não|infelizmente não posso|infelizmente não poderei|recuso|declino o convite
    não confirmo|não vou poder|recuso o convite|infelizmente não poderei participar
    infelizmente não posso participar|não vou poder participar|não quero|não quero participar|não aceito o convite
    não posso aceitar|não posso aceitar o convite|não será possível|infelizmente não vou poder
    infelizmente não vou poder participar|desta vez não""",
    """i cannot|i cant|cannot|i decline|decline|declined|i do not accept|i cant make it|i cannot participate
    i cannot attend|i cant participate|i cant attend|unfortunately not|unfortunately i cant|unfortunately i cannot
    sorry i cant|i must decline|i have to decline|i dont accept|i wont be able to|i will not be able to
    i regret i cannot|nope|i will not participate|i wont participate|i cannot make it|i cannot accept|i cant accept
    i am unable to participate|im unable to participate|not this time|i decline the invitation
    i wont be able to participate|i will not be able to participate|unfortunately i cannot participate
    unfortunately i cant participate|sorry i cannot""",
    """non|je ne peux pas|je refuse|je décline|je naccepte pas|malheureusement non|je ne pourrai pas
    malheureusement je ne peux pas|je ne participe pas|je ne pourrai pas participer|je ne peux pas participer
    je décline linvitation|je ne participerai pas|malheureusement je ne pourrai pas|je ne souhaite pas participer
    malheureusement je ne pourrai pas participer""",
) | _combined(
    "i cannot|i cant|i can not|i am not able to|i am unable to|im unable to|i will not be able to|i wont be able to"
    "|unfortunately i cannot|unfortunately i cant|unfortunately i am unable to|unfortunately i will not be able to"
    "|sorry i cannot|sorry i cant|i regret i cannot",
    "participate|attend|take part|accept|make it|join|join you|participate this time|take part this time"
    "|accept the invitation|accept this invitation",
)
BARE = _phrases("sí|sim|yes|oui|no|não|non")
"""What answers any question, and says nothing of what was asked."""
STOP = _phrases(
    """no me escriban más|no me escriba más|no volver a escribirme|no vuelvan a escribirme
    no me vuelvan a escribir|por favor no me escriban más|no quiero recibir más cartas
    no quiero recibir más correos|darme de baja|baja|dar de baja""",
    """não me escrevam mais|não me escreva mais|não voltem a me escrever|não voltar a me escrever|descadastrar
    por favor não me escrevam mais|não quero receber mais cartas|não quero receber mais mensagens""",
    """stop|unsubscribe|dont write to me again|do not write to me again|please dont write to me again
    please do not write to me again|never write to me again|stop writing to me""",
    "ne mécrivez plus|ne mécrivez plus svp|désabonner|se désabonner",
)
COURTESY = (
    _phrases(
        """saludos|un saludo|saludos cordiales|cordiales saludos|un abrazo|abrazos|muy amable|muy amables|buen día
        buenos días|buenas tardes|buenas noches|agradezco la invitación|agradezco mucho la invitación|le agradezco
        les agradezco|se lo agradezco|le agradezco mucho|les agradezco mucho|atentamente|cordialmente""",
        "abraço|um abraço|abraços|saudações|bom dia|boa tarde|boa noite|agradeço o convite|agradeço|atenciosamente",
        "best|regards|best regards|kind regards|cheers|thx|sincerely|all the best",
        "cordialement|merci bien|bien à vous",
    )
    | _combined(
        "gracias|muchas gracias|mil gracias|muchísimas gracias",
        "por la invitación|por su invitación|por su amable invitación|por la amable invitación|por invitarme|por todo"
        "|por pensar en mí|por considerarme|por la consideración|por tenerme en cuenta|por su confianza"
        "|por escribirme|por la propuesta|de nuevo",
    )
    | _combined(
        "obrigado|obrigada|muito obrigado|muito obrigada",
        "pelo convite|pelo gentil convite|por me convidar|por pensar em mim|pela lembrança|pela consideração",
    )
    | _combined(
        "thanks|thank you|many thanks|thanks a lot|thank you very much|thanks so much|thank you so much",
        "for the invitation|for your invitation|for the kind invitation|for your kind invitation|for inviting me"
        "|for thinking of me|for considering me|again",
    )
    | _combined("merci|merci beaucoup", "pour linvitation|pour votre invitation|de votre invitation|davoir pensé à moi")
)
WARM = _phrases(
    """con gusto|con mucho gusto|encantado|encantada|claro|será un honor|será un placer|un honor|un placer|genial
    perfecto|excelente|de acuerdo|encantado de participar|encantada de participar|cuenten conmigo|cuente conmigo
    será un gusto|será un gusto participar|será un placer participar|será un honor participar|allí estaré""",
    """com prazer|com muito prazer|claro|será uma honra|será um prazer|ótimo|perfeito|de acordo|contem comigo
    conte comigo|com certeza|será um prazer participar|será uma honra participar""",
    """gladly|with pleasure|happy to|it will be an honour|it will be an honor|it will be a pleasure|great|sure
    absolutely|definitely|count me in|looking forward to it|delighted|im happy to participate|ok""",
    "avec plaisir|avec grand plaisir|volontiers|bien sûr|ce sera un honneur|ce sera un plaisir|daccord",
)
"""What only goes with a yes; alone it says nothing that is plain enough."""
SORRY = _phrases(
    "con pesar|com pesar|with regret",
    "lamentablemente|desafortunadamente|lo siento|lo siento mucho|lo lamento|lo lamento mucho|qué pena|una pena",
    "infelizmente|sinto muito|lamento|lamento muito|desculpe|uma pena",
    "unfortunately|sorry|im sorry|i am sorry|im afraid not|regrettably|very sorry",
    "malheureusement|désolé|désolée|je suis désolé|je suis désolée|je regrette",
)
"""What only goes with a no."""
