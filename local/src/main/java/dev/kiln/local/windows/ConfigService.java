package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;

import java.util.List;
import java.util.Map;

/**
 * EC2Config: a service that runs its enabled plug-ins at every start. Those that set the password and run user data
 * disable themselves when they have done it (EC2 user guide, "EC2Config settings files").
 */
final class ConfigService {
    private static final String ENABLED = "Enabled";
    private static final String DISABLED = "Disabled";

    /** The settings that AWS's images come with, shortened. */
    static final Map<String, String> AS_SHIPPED = Map.of(
            DiskPaths.CONFIG_XML,
            """
            <?xml version="1.0" standalone="yes"?>
            <Ec2ConfigurationSettings>
              <Plugins>
                <Plugin><Name>Ec2SetPassword</Name><State>Enabled</State></Plugin>
                <Plugin><Name>Ec2SetComputerName</Name><State>Disabled</State></Plugin>
                <Plugin><Name>Ec2InitializeDrives</Name><State>Enabled</State></Plugin>
                <Plugin><Name>Ec2SetDriveLetter</Name><State>Enabled</State></Plugin>
                <Plugin><Name>Ec2HandleUserData</Name><State>Enabled</State></Plugin>
                <Plugin><Name>Ec2WindowsActivate</Name><State>Enabled</State></Plugin>
                <Plugin><Name>Ec2DynamicBootVolumeSize</Name><State>Enabled</State></Plugin>
              </Plugins>
            </Ec2ConfigurationSettings>
            """,
            DiskPaths.DRIVE_LETTER_CONFIG,
            """
            <?xml version="1.0" standalone="yes"?>
            <DriveLetterMapping>
              <Mapping>
                <VolumeName></VolumeName>
                <DriveLetter></DriveLetter>
              </Mapping>
            </DriveLetterMapping>
            """,
            DiskPaths.BUNDLE_CONFIG_XML,
            """
            <?xml version="1.0"?>
            <BundleConfig>
              <Property><Name>AutoSysprep</Name><Value>No</Value></Property>
              <Property><Name>SetRDPCertificate</Name><Value>No</Value></Property>
              <Property><Name>SetPasswordAfterSysprep</Name><Value>Yes</Value></Property>
            </BundleConfig>
            """,
            DiskPaths.CONFIG_ANSWERS,
            """
            <?xml version="1.0" encoding="utf-8"?>
            <unattend xmlns="urn:schemas-microsoft-com:unattend">
              <settings pass="specialize">
                <component name="Microsoft-Windows-Deployment">
                  <RunSynchronous>
                    <RunSynchronousCommand>
                      <Order>1</Order>
                      <Path>net user Administrator /ACTIVE:YES /LOGONPASSWORDCHG:NO /EXPIRES:NEVER /PASSWORDREQ:YES</Path>
                    </RunSynchronousCommand>
                    <RunSynchronousCommand>
                      <Order>2</Order>
                      <Path>"C:\\Program Files\\Amazon\\Ec2ConfigService\\ScramblePassword.exe" -u Administrator</Path>
                    </RunSynchronousCommand>
                    <RunSynchronousCommand>
                      <Order>3</Order>
                      <Path>"C:\\Program Files\\Amazon\\Ec2ConfigService\\Scripts\\SysprepSpecializePhase.cmd"</Path>
                    </RunSynchronousCommand>
                  </RunSynchronous>
                </component>
                <component name="Microsoft-Windows-Shell-Setup">
                  <CopyProfile>true</CopyProfile>
                </component>
              </settings>
              <settings pass="oobeSystem">
                <component name="Microsoft-Windows-International-Core">
                  <InputLocale>en-US</InputLocale>
                  <SystemLocale>en-US</SystemLocale>
                  <UserLocale>en-US</UserLocale>
                </component>
                <component name="Microsoft-Windows-Shell-Setup">
                  <TimeZone>UTC</TimeZone>
                  <RegisteredOrganization>Amazon.com</RegisteredOrganization>
                  <RegisteredOwner>Amazon</RegisteredOwner>
                </component>
              </settings>
            </unattend>
            """);

    private ConfigService() {}

    static LaunchAgentRun run(WindowsDisk disk, Guest.Hardware hardware) {
        var settings = XmlText.read(disk.file(DiskPaths.CONFIG_XML).orElseThrow());
        var change = disk.change();
        if (turnsOff(settings, "Ec2SetPassword")) {
            AdministratorAccount.random(change, hardware.instanceId());
        }
        if (turnsOff(settings, "Ec2HandleUserData")) {
            change.file(DiskPaths.USER_DATA, hardware.instanceId());
        }
        if (runs(settings, "Ec2WindowsActivate")) {
            change.activated(true);
        }
        change.firstBootPending(false)
                .file(DiskPaths.CONFIG_XML, settings.text())
                .file(DiskPaths.CONFIG_ANSWERS, AnswerFile.on(disk).withoutPassword())
                .file(DiskPaths.RUN_ONCE, hardware.instanceId())
                .line(DiskPaths.CONFIG_LOG, "Message: Windows is Ready to use");
        return new LaunchAgentRun(
                withDrives(change.done(), settings, hardware),
                LaunchAgentRun.lines(disk, "Ec2Config service v" + disk.launchAgentVersion()),
                true);
    }

    private static WindowsDisk withDrives(WindowsDisk disk, XmlText settings, Guest.Hardware hardware) {
        var initialized = runs(settings, "Ec2InitializeDrives") ? DriveLetters.initialized(disk, hardware) : disk;
        return runs(settings, "Ec2SetDriveLetter")
                ? DriveLetters.mapped(initialized, hardware, mappings(disk))
                : initialized;
    }

    /** A letter is written with a colon; what is written otherwise counts for nothing here. */
    private static List<DriveLetters.Mapping> mappings(WindowsDisk disk) {
        var config = disk.file(DiskPaths.DRIVE_LETTER_CONFIG).map(XmlText::read);
        return config.stream()
                .flatMap(xml -> xml.mappings().stream())
                .filter(mapping -> mapping.letter().matches("[A-Z]:"))
                .map(mapping -> new DriveLetters.Mapping(
                        mapping.label(), mapping.letter().substring(0, 1)))
                .toList();
    }

    private static boolean runs(XmlText settings, String plugin) {
        return settings.find(state(plugin)).filter(ENABLED::equals).isPresent();
    }

    /** Whether a plug-in is enabled; if so it disables itself. */
    private static boolean turnsOff(XmlText settings, String plugin) {
        boolean on = runs(settings, plugin);
        if (on) {
            settings.set(state(plugin), DISABLED);
        }
        return on;
    }

    private static String state(String plugin) {
        return "//Plugin[Name='" + plugin + "']/State";
    }
}
