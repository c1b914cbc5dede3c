package dev.kiln.local.windows;

import java.util.Optional;

/** What Setup reads at the first start after Sysprep: the agent's answer file. */
final class AnswerFile {
    private static final String PASSWORD = "//u:settings[@pass='oobeSystem']//u:AdministratorPassword";
    private static final String SCRAMBLE = "//u:RunSynchronousCommand/u:Path[contains(., 'ScramblePassword')]";

    private final Optional<XmlText> answers;

    private AnswerFile(Optional<XmlText> answers) {
        this.answers = answers;
    }

    /** That of the disk's agent; only EC2Config's is kept on local disks. */
    static AnswerFile on(WindowsDisk disk) {
        return new AnswerFile(disk.file(DiskPaths.CONFIG_ANSWERS).map(XmlText::read));
    }

    /** Whether the specialize pass gives the Administrator a password that nobody knows. EC2Launch always does it. */
    boolean scrambles() {
        return answers.map(xml -> xml.find(SCRAMBLE).isPresent()).orElse(true);
    }

    /** Whether the OOBE pass sets a password. */
    boolean setsPassword() {
        return answers.flatMap(xml -> xml.find(PASSWORD)).isPresent();
    }

    /** As EC2Config leaves the file at its next start. */
    String withoutPassword() {
        var xml = answers.orElseThrow();
        xml.remove(PASSWORD);
        return xml.text();
    }
}
