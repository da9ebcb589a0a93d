"""The text of a review: an editor whose figures follow the data.

A chapter is a tuple of ``domain.review_text`` blocks; the editor holds it as a ``QTextDocument`` and gives it
back exactly:

- ``formats`` says what a block or a character of the document stands for, ``filling`` writes blocks into a
  document, ``reading`` reads them from it again;
- ``chip_object`` and ``card_object`` draw what is no text: figures, charts, tables, cases, problems, plans;
- ``text_edit`` is the field itself, ``acts`` what its keys and buttons do to the text;
- ``picker``, ``chip_menu``, ``tools`` and ``card_form`` are what stands around it;
- ``editor`` puts all of it together and is what the pane uses.
"""
