/** Texts that formats must show as they are: markup of every kind, line breaks, control and bidirectional characters, four-byte ones. */
export const awkward = [
  'a|b',
  'tick`s``',
  '<script>alert(1)</script>',
  'line\nbreak',
  'right\u202eto\u200fleft',
  'four 😀 𝕓ytes',
  '@team #12 !3 ~label &4 $5 ::notice:: :key: www.example.com http://x.example',
  '[link](http://x) ![i](x) **bold** _em_ ~~no~~ \\ | --- |',
  '"quotes" \'and\' &amp; ]]>',
  '\u0000\u0007\u001b[31m',
  '{{ mustache }} ${template} %{if}',
] as const;
