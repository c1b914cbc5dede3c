package dev.kiln.local;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** What no class may do, with the reason. */
class LocalArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kiln.local");

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
    void noClass_needsTheCdkApp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.kiln.infra..")
                .because("the command is shipped with the templates that the app has written, and without the app")
                .check(CLASSES);
    }
}
