package energy.peerwatt.street;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "energy.peerwatt.street", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule domainIsPlainJava = noClasses()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.digitalpetri..", "io.netty..", "com.fasterxml..", "picocli..", "io.quarkus..", "jakarta..");

    @ArchTest
    static final ArchRule domainKnowsNoAdapters = noClasses()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "energy.peerwatt.street",
                    "energy.peerwatt.street.modbus",
                    "energy.peerwatt.street.running",
                    "energy.peerwatt.street.state");

    @ArchTest
    static final ArchRule onlyOnePackageKnowsTheModbusLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("energy.peerwatt.street.modbus")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.digitalpetri..", "io.netty..");

    @ArchTest
    static final ArchRule theGatewaysModbusLibraryIsAbsent =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.ghgande..");

    @ArchTest
    static final ArchRule domainReadsNoClock = noClasses()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule featuresHaveNoCircles =
            slices().matching("energy.peerwatt.street.(*)..").should().beFreeOfCycles();
}
