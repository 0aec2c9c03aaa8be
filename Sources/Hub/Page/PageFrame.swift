/// What all pages have around them.
enum PageFrame {
    static func page(title: String, _ body: HTML) -> String {
        let html: HTML = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>\(title)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><style>\(style)</style></head>
            <body>\(body)</body></html>
            """
        return html.markup
    }

    private static let style: HTML = """
        :root{color-scheme:light dark;--line:#8884;--good:#18794e;--bad:#c62a2f;--dim:#777}
        @media(prefers-color-scheme:dark){:root{--good:#4cc38a;--bad:#ff6369;--dim:#999}}
        body{font:15px/1.4 system-ui,sans-serif;margin:1rem auto;max-width:85rem;padding:0 1rem}
        h1{font-size:1.3rem}h2{font-size:1.1rem}.wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;vertical-align:top}
        th{font-weight:600;white-space:nowrap}tr{border-bottom:1px solid var(--line)}
        nav a{margin-right:.8rem}a.now{font-weight:700;text-decoration:none}
        .good{color:var(--good)}.bad{color:var(--bad)}.dim{color:var(--dim)}
        pre{overflow:auto;max-height:40rem;border:1px solid var(--line);padding:.6rem;font-size:13px}
        @media(max-width:45rem){thead{display:none}tr{display:block;padding:.4rem 0}
        td{display:flex;gap:.6rem;padding:.1rem 0}td::before{content:attr(data-name);flex:0 0 6.5rem;color:var(--dim)}}
        """
}
