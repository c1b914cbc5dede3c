package dev.kiln.infra;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "dev.kiln.infra", importOptions = ImportOption.DoNotIncludeTests.class)
class InfraArchitectureTest {
    @ArchTest
    static final ArchRule packages_haveNoCycles = slices().matching("dev.kiln.infra.(*)..")
            .should()
            .beFreeOfCycles()
            .because("names, permissions and configuration are read one by one");

    @ArchTest
    static final ArchRule names_knowNothingOfWhatIsNamed = noClasses()
            .that()
            .resideInAPackage("dev.kiln.infra.naming")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.kiln.infra", "dev.kiln.infra.iam", "dev.kiln.infra.config")
            .because("policies and stacks both go by the names");

    @ArchTest
    static final ArchRule permissions_knowNoStack = noClasses()
            .that()
            .resideInAPackage("dev.kiln.infra.iam")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.kiln.infra")
            .because("what a handler may do follows from its code, not from where it is put");
}
