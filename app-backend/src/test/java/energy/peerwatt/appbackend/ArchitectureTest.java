package energy.peerwatt.appbackend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** Rules stay plain Java; time is always given; services meet over REST. */
@AnalyzeClasses(packages = "energy.peerwatt.appbackend", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule domainKnowsNoFramework = noClasses()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "jakarta..",
                    "io.smallrye..",
                    "io.vertx..",
                    "org.hibernate..",
                    "org.apache.kafka..",
                    "org.eclipse.microprofile..",
                    "org.web3j..",
                    "com.ghgande..");

    @ArchTest
    static final ArchRule domainKnowsNoAdapter = classes()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "..appbackend..domain..",
                    "energy.peerwatt.messages..",
                    "java..",
                    "com.fasterxml.jackson.annotation..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule nobodyAsksTheSystemForTheTime = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule servicesDoNotKnowEachOther = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "energy.peerwatt.settlement..",
                    "energy.peerwatt.orderbook..",
                    "energy.peerwatt.gridservice..",
                    "energy.peerwatt.metergateway..",
                    "energy.peerwatt.gateway..",
                    "energy.peerwatt.verifier..");
}
