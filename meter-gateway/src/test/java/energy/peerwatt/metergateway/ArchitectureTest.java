package energy.peerwatt.metergateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "energy.peerwatt.metergateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule rulesKnowNoFramework = noClasses()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.smallrye..",
                    "io.vertx..",
                    "io.micrometer..",
                    "jakarta..",
                    "org.hibernate..",
                    "org.web3j..",
                    "org.jboss..",
                    "com.ghgande..");

    @ArchTest
    static final ArchRule rulesReadNoSystemTime = noClasses()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule onlyTheLinkKnowsTheModbusLibraryAndSerialPorts = noClasses()
            .that()
            .resideOutsideOfPackage("energy.peerwatt.metergateway.link")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.ghgande..", "com.fazecast..");

    @ArchTest
    static final ArchRule noServiceKnowsAnother = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "energy.peerwatt.orderbook..", "energy.peerwatt.settlement..", "energy.peerwatt.verifier..");
}
