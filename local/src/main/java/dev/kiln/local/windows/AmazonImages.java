package dev.kiln.local.windows;

import dev.kiln.aws.Digests;
import dev.kiln.local.ec2.PublicImage;
import dev.kiln.local.time.RandomSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Windows images that Amazon publishes in a local account: Windows Server 2016 to 2025, with and without desktop,
 * the two newest monthly releases. They are generalized, as Amazon's are.
 */
public final class AmazonImages {
    /** Under which Systems Manager publishes the id of the newest image of each kind. */
    public static final String PARAMETERS = "/aws/service/ami-windows-latest/";

    private static final List<LocalDate> RELEASES =
            List.of(LocalDate.parse("2026-11-11"), LocalDate.parse("2026-10-14"));
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy.MM.dd");
    private static final int ROOT_GIB = 30;
    private static final int ID_DIGITS = 17;
    private static final String SSM_AGENT_VERSION = "3.3.3050.0";

    private AmazonImages() {}

    /** One line of Amazon's images: a release of Windows in one edition. */
    private record Kind(WindowsRelease release, String edition, String prefix) {
        private String name() {
            return prefix + "Windows_Server-" + release.year() + "-English-" + edition + "-Base";
        }

        private boolean agentV2() {
            return !prefix.isEmpty();
        }
    }

    /** All images, of each kind the newest first. */
    public static List<PublicImage> catalogue() {
        return Stream.concat(
                        kinds().flatMap(kind -> RELEASES.stream().map(date -> image(kind, date))),
                        Stream.of(server2012R2()))
                .toList();
    }

    /**
     * The last one of a line that Amazon has ended, so no parameter names it. It stands for the images that somebody
     * may still have.
     */
    private static PublicImage server2012R2() {
        String name = "Windows_Server-2012-R2_RTM-English-64Bit-Base-2023.10.11";
        var files = new TreeMap<>(ConfigService.AS_SHIPPED);
        files.put(DiskPaths.DENY_RDP, "1");
        var disk = new WindowsDisk(
                "Windows Server 2012 R2 Standard",
                "9600.21620",
                WindowsDisk.GENERALIZED,
                LaunchAgentRun.EC2CONFIG,
                "4.9.5554",
                SSM_AGENT_VERSION,
                FirstBoot.machineSid(new RandomSource(0).fork(name)),
                "EC2AMAZ-TEMPLATE",
                1,
                true,
                false,
                false,
                List.of("Administrator"),
                List.of(),
                new TreeSet<>(),
                new TreeSet<>(List.of("KB5031419")),
                files);
        return new PublicImage(
                id(name),
                name,
                "Microsoft Windows Server 2012 R2 RTM 64-bit Locale English AMI provided by Amazon",
                Instant.parse("2023-10-11T09:30:00Z"),
                ROOT_GIB,
                disk);
    }

    private static String id(String name) {
        return "ami-" + Digests.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
    }

    /** The public parameters: name to image id. */
    public static SortedMap<String, String> parameters() {
        return kinds().collect(Collectors.toMap(
                kind -> PARAMETERS + kind.name(),
                kind -> image(kind, RELEASES.getFirst()).imageId(),
                (one, other) -> one,
                TreeMap::new));
    }

    private static Stream<Kind> kinds() {
        var ordinary = Stream.of(WindowsRelease.values())
                .flatMap(release -> Stream.of("Full", "Core").map(edition -> new Kind(release, edition, "")));
        var withNewAgent = Stream.of(WindowsRelease.SERVER_2016, WindowsRelease.SERVER_2019)
                .flatMap(release ->
                        Stream.of("Full", "Core").map(edition -> new Kind(release, edition, "EC2LaunchV2-")));
        var withTpm = Stream.of(new Kind(WindowsRelease.SERVER_2022, "Full", "TPM-"));
        return Stream.of(ordinary, withNewAgent, withTpm).flatMap(kinds -> kinds);
    }

    private static PublicImage image(Kind kind, LocalDate date) {
        String name = kind.name() + "-" + DATE.format(date);
        return new PublicImage(
                id(name),
                name,
                "Microsoft Windows Server " + kind.release().year() + " " + kind.edition()
                        + " Locale English AMI provided by Amazon",
                date.atTime(LocalTime.of(9, 30)).toInstant(ZoneOffset.UTC),
                ROOT_GIB,
                disk(kind, date));
    }

    private static WindowsDisk disk(Kind kind, LocalDate date) {
        var updates = kind.release().updates().stream()
                .filter(update -> !update.released().isAfter(date))
                .toList();
        SortedSet<String> installed =
                updates.stream().map(WindowsUpdate::kb).collect(Collectors.toCollection(TreeSet::new));
        String build = updates.stream()
                .flatMap(update -> update.build().stream())
                .reduce((older, newer) -> newer)
                .orElseThrow();
        var random = new RandomSource(0).fork(kind.name() + date);
        boolean agentV2 = kind.agentV2() || kind.release().agent().equals(LaunchAgentRun.EC2LAUNCH_V2);
        return new WindowsDisk(
                kind.release().product(),
                build,
                WindowsDisk.GENERALIZED,
                agentV2 ? LaunchAgentRun.EC2LAUNCH_V2 : kind.release().agent(),
                agentV2
                        ? WindowsRelease.SERVER_2022.agentVersion()
                        : kind.release().agentVersion(),
                SSM_AGENT_VERSION,
                FirstBoot.machineSid(random),
                "EC2AMAZ-TEMPLATE",
                1,
                true,
                false,
                false,
                List.of("Administrator"),
                List.of(),
                new TreeSet<>(),
                installed,
                agentFiles(agentV2));
    }

    private static SortedMap<String, String> agentFiles(boolean agentV2) {
        var files = new TreeMap<String, String>();
        if (agentV2) {
            files.put(DiskPaths.AGENT_CONFIG, AgentConfig.AS_SHIPPED);
            files.put(DiskPaths.SECOND_ANSWERS, AnswerFile.OF_EC2LAUNCH);
        } else {
            files.put(DiskPaths.LAUNCH_CONFIG, LaunchConfig.AS_SHIPPED);
            files.put(DiskPaths.DRIVE_LETTER_MAPPING, DriveLetterMapping.AS_SHIPPED);
            files.put(DiskPaths.FIRST_ANSWERS, AnswerFile.OF_EC2LAUNCH_V1);
        }
        files.put(DiskPaths.DENY_RDP, "1");
        return files;
    }
}
