package dev.kiln;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** What no class may do, with the reason. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kiln");

    @Test
    void noClass_readsAClockOfItsOwn() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("time comes from an InstantSource, so that a run can be repeated")
                .check(CLASSES);
    }

    @Test
    void noClass_drawsRandomNumbersOfItsOwn() {
        noClasses()
                .should()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Random.class)
                .because("randomness comes from a seed, and keys derive from the build and the step")
                .check(CLASSES);
    }

    @Test
    void noClass_sleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("a function that waits is paid for waiting; the state machine waits for nothing")
                .check(CLASSES);
    }

    @Test
    void onlyTheAwsPackage_talksToEc2SsmSnsAndScheduler() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.kiln.aws..", "dev.kiln.handler..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon.awssdk.services.ec2..",
                        "software.amazon.awssdk.services.scheduler..",
                        "software.amazon.awssdk.services.sns..",
                        "software.amazon.awssdk.services.ssm..")
                .because("requests are built and errors are sorted in one place; the handlers only make the clients")
                .check(CLASSES);
    }

    @Test
    void noStep_knowsTheHandlers() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.kiln.step..", "dev.kiln.ledger..", "dev.kiln.aws..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.kiln.handler..")
                .because("handlers read and write JSON and call steps, never the other way round")
                .check(CLASSES);
    }
}
