/// The page at `/docs`; its script is ``DocumentPage/script``.
enum DocumentPage {
    static let html = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Allocation API</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/style.css">
        <script src="/docs/app.js" defer></script></head>
        <body><header><h1 id="title">Allocation API</h1><p id="about"></p>
        <p><a href="/openapi.json">openapi.json</a></p></header>
        <main id="endpoints"><p id="state">Reading the document&hellip;</p></main>
        <noscript><p>This page needs its script; the document is readable without.</p></noscript>
        </body></html>
        """

    static let style = """
        :root{color-scheme:light dark;--line:#8884;--good:#18794e;--bad:#c62a2f;--dim:#777}
        @media(prefers-color-scheme:dark){:root{--good:#4cc38a;--bad:#ff6369;--dim:#999}}
        body{font:15px/1.45 system-ui,sans-serif;margin:1rem auto;max-width:70rem;padding:0 1rem}
        h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}h3{font-size:1rem;margin:1rem 0 .3rem}
        details{border:1px solid var(--line);border-radius:.4rem;margin:.4rem 0;padding:.4rem .8rem}
        summary{cursor:pointer;display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline}
        .method{font:600 12px ui-monospace,monospace;min-width:3rem}.path{font-family:ui-monospace,monospace}
        .dim{color:var(--dim)}.good{color:var(--good)}.bad{color:var(--bad)}
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line)}
        input,textarea,button{font:14px ui-monospace,monospace;box-sizing:border-box;padding:.3rem .5rem}
        input,textarea{width:100%;min-width:9rem}textarea{min-height:6rem}button{cursor:pointer;margin:.5rem 0}
        pre{overflow:auto;max-height:30rem;border:1px solid var(--line);padding:.6rem;font-size:13px}
        pre{white-space:pre-wrap;overflow-wrap:anywhere}
        """
}
