import Crypto
import Docker
import Foundation

/// The SSH layer that is put on a base image: what it consists of, and the name of the result.
///
/// The name holds a hash of the base image's id and of every file here, so that a change of either builds a new one.
enum SSHBaseRecipe {
    /// Name of the image for the base image whose id is `baseID`.
    static func tag(baseID: String) -> String {
        var hash = SHA256()
        for part in [baseID, dockerfile(base: ""), install, finish, entrypoint, sshdConfiguration, profile] {
            hash.update(data: Data(part.utf8))
            hash.update(data: Data([0]))
        }
        let digits = hash.finalize().prefix(6).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return "ssh-image-base:" + digits.joined()
    }

    /// Archive from which the image on `base` is built.
    static func context(base: String) throws(TarError) -> [UInt8] {
        var tar = TarWriter()
        try tar.file("Dockerfile", text: dockerfile(base: base))
        try tar.file("install", text: install, mode: 0o755)
        try addFinal(to: &tar)
        return tar.finished()
    }

    /// The files that are put in force as the last step of every image of ours.
    static func addFinal(to tar: inout TarWriter) throws(TarError) {
        try tar.file("final/.ni/finish", text: finish, mode: 0o755)
        try tar.file("final/etc/profile.d/zz-ni.sh", text: profile, mode: 0o644)
        try tar.file("final/etc/ssh/ni_sshd_config", text: sshdConfiguration, mode: 0o644)
        try tar.file("final/usr/local/sbin/ni-entrypoint", text: entrypoint, mode: 0o755)
    }

    /// Instructions that end a Dockerfile, with the files of ``addFinal(to:)`` in the context.
    static let finalInstructions = """
        COPY final/ /
        RUN ["/bin/sh", "/.ni/finish"]

        """

    /// The labels of allocations are emptied: a base image from elsewhere cannot pass for one of ours.
    private static func dockerfile(base: String) -> String {
        """
        FROM \(base)
        USER root
        LABEL ni.image="ssh-base" ni.miner="" ni.allocation="" ni.kind=""
        COPY install /.ni/install
        RUN ["/bin/sh", "/.ni/install"]
        EXPOSE 22
        ENTRYPOINT ["/usr/local/sbin/ni-entrypoint"]
        CMD []

        """ + finalInstructions
    }

    /// What the build says when the image has no Python with which a Python validator proves a machine.
    static let noNumPy = "ni: no Python with NumPy"

    /// Puts an SSH server into the image where it has none, and makes `/opt/conda/bin/python` a Python with NumPy.
    ///
    /// A Python validator proves the machine with that one, in programs of its own. Renters do without: where no package
    /// can be had, the image is made all the same.
    static let install = """
        set -e
        export DEBIAN_FRONTEND=noninteractive
        if [ ! -x /usr/sbin/sshd ]; then
            if ! command -v apt-get >/dev/null; then
                echo 'the base image has neither an SSH server nor apt-get to install one' >&2
                exit 1
            fi
            apt-get update
            apt-get install -y --no-install-recommends openssh-server
            apt-get clean
            rm -rf /var/lib/apt/lists/*
        fi
        has_numpy() {
            [ -n "$1" ] && "$1" -B -c 'import numpy' >/dev/null 2>&1
        }
        from_apt() {
            apt-get -o Acquire::Retries=0 -o Acquire::http::Timeout=20 update &&
                apt-get install -y --no-install-recommends python3 python3-numpy &&
                apt-get clean && rm -rf /var/lib/apt/lists/*
        }
        python=/opt/conda/bin/python
        if [ -e "$python" ]; then
            has_numpy "$python" || "$python" -m pip install --no-cache-dir --timeout 20 --retries 0 numpy || true
        else
            found=$(command -v python3 || true)
            if ! has_numpy "$found" && command -v apt-get >/dev/null; then
                from_apt || true
                # Not the first of the PATH where the image brought a Python of its own.
                if has_numpy /usr/bin/python3; then found=/usr/bin/python3; fi
                if [ -z "$found" ]; then found=$(command -v python3 || true); fi
            fi
            if [ -n "$found" ]; then
                mkdir -p /opt/conda/bin
                ln -sf "$found" "$python"
            fi
        fi
        has_numpy "$python" || echo '\(noNumPy)'

        """

    /// Leaves neither host keys nor our own files for the build behind.
    private static let finish = """
        set -e
        rm -f /etc/ssh/ssh_host_*
        rm -rf /.ni
        mkdir -p /root/.ssh
        chmod 0700 /root/.ssh
        test -x /usr/sbin/sshd

        """

    /// The container's main program; host keys are made here, so that no two containers have the same.
    ///
    /// No RSA host key: making one takes longer than all the rest.
    private static let entrypoint = """
        #!/bin/sh
        set -e
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        export PATH
        mkdir -p /run/sshd
        chmod 0755 /run/sshd
        for type in ed25519 ecdsa; do
            key=/etc/ssh/ssh_host_${type}_key
            if [ ! -s "$key" ]; then
                rm -f "$key" "$key.pub"
                ssh-keygen -q -t "$type" -N '' -f "$key"
            fi
        done
        if [ -f /etc/ni/password ]; then
            chpasswd < /etc/ni/password
            rm -f /etc/ni/password
        fi
        exec /usr/sbin/sshd -D -e -f /etc/ssh/ni_sshd_config

        """

    /// PATH for commands, which read no profile; PAM is out so that nothing of the base image decides about log-ins.
    private static let sshdConfiguration = """
        Port 22
        HostKey /etc/ssh/ssh_host_ed25519_key
        HostKey /etc/ssh/ssh_host_ecdsa_key
        PermitRootLogin yes
        PubkeyAuthentication yes
        PasswordAuthentication yes
        KbdInteractiveAuthentication no
        PermitEmptyPasswords no
        UsePAM no
        StrictModes yes
        AuthorizedKeysFile .ssh/authorized_keys
        MaxAuthTries 3
        LoginGraceTime 30
        MaxStartups 10:30:60
        AllowAgentForwarding no
        X11Forwarding no
        PermitUserEnvironment no
        UseDNS no
        PrintMotd no
        PrintLastLog no
        AcceptEnv LANG LC_*
        SetEnv PATH=\(path)
        Subsystem sftp internal-sftp

        """

    /// PATH for log-in shells, whose system profile sets another.
    private static let profile = """
        PATH=\(path)
        export PATH

        """

    private static let path =
        "/opt/conda/bin:/usr/local/nvidia/bin:/usr/local/cuda/bin:"
        + "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
}
