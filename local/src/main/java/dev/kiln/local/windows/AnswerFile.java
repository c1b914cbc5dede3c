package dev.kiln.local.windows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What Setup reads at the first start after Sysprep: the agent's answer file. */
final class AnswerFile {
    /** That of English Windows. */
    private static final Charset ANSI = Charset.forName("windows-1252");

    private static final String PASSWORD = "//u:settings[@pass='oobeSystem']//u:AdministratorPassword";
    private static final String SCRAMBLE = "//u:RunSynchronousCommand/u:Path[contains(., 'ScramblePassword')]";

    private static final String COMMANDS = "//u:settings[@pass='specialize']//u:RunSynchronousCommand/u:Path";

    private static final Map<String, String> FIELDS = Map.of(
            "copyProfile", "//u:settings[@pass='specialize']//u:CopyProfile",
            "timeZone", "//u:settings[@pass='oobeSystem']//u:TimeZone",
            "locale", "//u:settings[@pass='oobeSystem']//u:SystemLocale",
            "registeredOwner", "//u:settings[@pass='oobeSystem']//u:RegisteredOwner",
            "registeredOrganization", "//u:settings[@pass='oobeSystem']//u:RegisteredOrganization");

    private static final String SCRAMBLES =
            "\"C:\\Program Files\\Amazon\\EC2Launch\\EC2Launch.exe\" internal randomize-password --username Administrator";

    /** What AWS's images with EC2Launch v2 come with, shortened. */
    static final String OF_EC2LAUNCH = """
            <?xml version="1.0" encoding="utf-8"?>
            <unattend xmlns="urn:schemas-microsoft-com:unattend">
              <settings pass="specialize">
                <component name="Microsoft-Windows-Shell-Setup">
                  <CopyProfile>true</CopyProfile>
                  <TimeZone>UTC</TimeZone>
                </component>
                <component name="Microsoft-Windows-Deployment">
                  <RunSynchronous>
                    <RunSynchronousCommand>
                      <Order>1</Order>
                      <Path>SCRAMBLES</Path>
                    </RunSynchronousCommand>
                  </RunSynchronous>
                </component>
              </settings>
              <settings pass="oobeSystem">
                <component name="Microsoft-Windows-International-Core">
                  <InputLocale>en-US</InputLocale>
                  <SystemLocale>en-US</SystemLocale>
                  <UILanguage>en-US</UILanguage>
                  <UserLocale>en-US</UserLocale>
                </component>
                <component name="Microsoft-Windows-Shell-Setup">
                  <TimeZone>UTC</TimeZone>
                  <RegisteredOrganization>Amazon.com</RegisteredOrganization>
                  <RegisteredOwner>EC2</RegisteredOwner>
                </component>
              </settings>
            </unattend>
            """.replace("SCRAMBLES", SCRAMBLES);

    /** What AWS's images with EC2Launch v1 come with, shortened. */
    static final String OF_EC2LAUNCH_V1 = OF_EC2LAUNCH.replace(
            SCRAMBLES, "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Sysprep\\SysprepSpecialize.cmd");

    private final Optional<XmlText> answers;

    private AnswerFile(Optional<XmlText> answers) {
        this.answers = answers;
    }

    /** That of the disk's agent. */
    static AnswerFile on(WindowsDisk disk) {
        return new AnswerFile(disk.file(path(disk)).map(XmlText::read));
    }

    /** Where the agent of a disk keeps it. */
    static String path(WindowsDisk disk) {
        return switch (disk.launchAgent()) {
            case LaunchAgentRun.EC2CONFIG -> DiskPaths.CONFIG_ANSWERS;
            case LaunchAgentRun.EC2LAUNCH_V1 -> DiskPaths.FIRST_ANSWERS;
            default -> DiskPaths.SECOND_ANSWERS;
        };
    }

    /** Whether the specialize pass gives the Administrator a password that nobody knows. EC2Launch always does it. */
    boolean scrambles(WindowsDisk disk) {
        return !disk.launchAgent().equals(LaunchAgentRun.EC2CONFIG)
                || answers.flatMap(xml -> xml.find(SCRAMBLE)).isPresent();
    }

    /** What Setup is told, by the name of the field in a recipe. */
    SortedMap<String, String> told() {
        var told = new TreeMap<String, String>();
        FIELDS.forEach(
                (field, path) -> answers.flatMap(xml -> xml.find(path)).ifPresent(value -> told.put(field, value)));
        return told;
    }

    /** What the specialize pass runs, in order. */
    List<String> commands() {
        return answers.map(xml -> xml.findAll(COMMANDS)).orElse(List.of());
    }

    /** The whole file without passwords; empty when the agent has none. */
    Optional<String> withoutAnyPassword() {
        return answers.map(xml -> {
            var shown = XmlText.read(xml.text());
            shown.hidePasswords();
            return shown.text();
        });
    }

    /**
     * A file as {@code SysprepInstance.ps1} of EC2Launch v1 leaves it before it runs Sysprep: it reads it with
     * {@code Get-Content}, which takes a file without a byte order mark for one in the machine's ANSI code page
     * (Microsoft, "about_Character_Encoding"), and has .NET's {@code XmlDocument} save it, with such a mark.
     */
    static String resaved(String text) {
        return text.startsWith(XmlText.BYTE_ORDER_MARK)
                ? text
                : XmlText.BYTE_ORDER_MARK + new String(text.getBytes(StandardCharsets.UTF_8), ANSI);
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
