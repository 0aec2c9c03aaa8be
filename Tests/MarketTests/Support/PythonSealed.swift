/// A pair and a sealed text made with Python's `cryptography`, as the Python program makes them; used nowhere else.
enum PythonSealed {
    static let privatePEM = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEowIBAAKCAQEAmYQhXSKVLHYXBEymRYPiQdEuhTOH22iHhc8k701elbbvabfF
        iU++7RLpSbHuSxfGspWu/kNfvstc3RZlcw9jDx1U3u6Wa2+hU3aWtklYPSshlDjO
        /h7R7XC1yjXZmOVHA1ui05GyHeqWpCpjcuXSwDzG8sRnt84vXpLDeyx6301RhUwu
        31NdM4QG5VHpiMTYgnhMI2PaewUB1KUjBg52mh/dcNdxG+Xgsk8tlF0SdwmdTs+x
        1grz2cma7VNLTAUXVep7P+hobWPVa3gW+aLtu2bROAtlUs6mY1v5Yq3wA8pxNOiJ
        14By5QDQx+YFOwjMy5gLDzwpNHizlwDcTOyLRwIDAQABAoIBACNJBwAovD/pbrXq
        xkbxHtbA9V/hbcclGg1MBPHKB0UDNLlIZ6t9fGVydNOfBaYV83JFzGCd7MpmZNRe
        Wvgc38hwFftdvI46LMsJ1W9VoWYB3Wh7vDwVqmvYfbhaM0cc3/sqG11kvht5OaHH
        Km+U2qGb9qCDO1G4nxOuSSctHJrpiACbWAAV6pSvk8nkWim6cMKcCfqf2HjA+Zny
        RNLJStrqqyLLHmQrtM1fbF7q8l6hAqXlDyLEs9Mu5z1Z9d1vKF5XCMQCyhEHdYtF
        WZM54cndGksE8x336ZSHzPpg3nVxAcil78LyFoYenbx+VScwOlLK8LHQu6YbpNHh
        WDmhutECgYEAyQk2MM199IprUUG2Geb4sodj1jB3lxDUV8xaOE71w+DEhfrLiA6C
        lHrJ7mAOhIcvse5Nak5neIcHwovUwPDx4K47JVbo5d3YpzfQDYc4iTC/lqAUraDQ
        3hKKtCnLPRLa+rmbJrRSWzo0c/uBlMsGtgvpQo9NJl/+EE98AQRVupECgYEAw3zw
        McKjv1cjBGss3ltI2xe6WmxWD/YrBBJfapl9XS10smaI1d5r2uLf284NfmcHXfuF
        0oHSFpJuu94sNLIWb/YVTVgTHLKLOu93hQOnOaAyJkqVKDOkwTrYZkhLOlDarKh+
        +rlONFnKYpMizZf/rxSih7ysi5kEnoMOo7YR5FcCgYBHjlbSkiIWC7rdJlWJ7LNy
        4EwB7ihzBdN/GMa4KirCONvakIUnfXqvHPGJPnmMZI3ueFLn1tZviSiS77CfqGN/
        xKRayw+E2i0GgBA28H2IH2jiVUJm9snBcbobHJExwOdevPfjk+WIgTQwYEIkUwul
        eqHhRh6A3UQSTChoOEHHcQKBgQCeFsCMDTKs/wOzhBSx8TJ287Zhf7ENkW7yCQWe
        yGfIXYU87IyGICwqxERyliz1Zs5fY5OyTAgg9uSUCzTGnKpmeqR5etth3sWXsKaA
        LBclE/baXoBHFZSMK1FrTdWAYHinHlAp5Ido8KApnYGMr/o2lUJm8N68uc8xfRzu
        qcPIWwKBgEvM+nC8R676k9TgWPglxYDTFpOmFdhooLqstNLFEXC0BlMbR63fYIWi
        KmRl7NSHE3h7/ZdnyXNY+QmybgDopLizsZ4sS50WBw/NfgOyy7ggEvMOYwx/v6oI
        q4eiIVwWVHydFdvsbYRvgHr12y4XZ4Uj4XDi2vvuvhCbw30UXTbW
        -----END RSA PRIVATE KEY-----
        """

    static let publicPEM = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmYQhXSKVLHYXBEymRYPi
        QdEuhTOH22iHhc8k701elbbvabfFiU++7RLpSbHuSxfGspWu/kNfvstc3RZlcw9j
        Dx1U3u6Wa2+hU3aWtklYPSshlDjO/h7R7XC1yjXZmOVHA1ui05GyHeqWpCpjcuXS
        wDzG8sRnt84vXpLDeyx6301RhUwu31NdM4QG5VHpiMTYgnhMI2PaewUB1KUjBg52
        mh/dcNdxG+Xgsk8tlF0SdwmdTs+x1grz2cma7VNLTAUXVep7P+hobWPVa3gW+aLt
        u2bROAtlUs6mY1v5Yq3wA8pxNOiJ14By5QDQx+YFOwjMy5gLDzwpNHizlwDcTOyL
        RwIDAQAB
        -----END PUBLIC KEY-----

        """

    /// `{"username": "root", "password": "made-with-python", "port": 4444, "version": 190}`.
    static let sealed =
        "AdM5NDmvWDTo7XitbYALgOnIk7iWVju+CC9xD5TI9jprL/VBXKLYe/rolGkiADZpV1i6xKqYJyZIRo/dZbg+bpIbq8o5HcUEvtbY"
        + "r4d1sWwxTr1SqmPxsBOqosjFj8qRuWab4ob7wVPVqiE1vnzdNxHGd40X64c+5a8iKD2ALMtR49k1IpCfmgpkGC0EC1E76JXSQdcR"
        + "odkRipFzWVAqxWEEKBDhNy7kJbdUcPUlovNpA4GJ56MR70WtmWuZDxoz/EqUG7bhHbLSY7FqCim9J5rLzZWHS6ClSGOCQo05cuy9"
        + "wWIh27LBjnLbrkp631QZ0fkO6qrIFdcsRUxa/Vq4mg=="
}
