package energy.peerwatt.verifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "energy.peerwatt.verifier", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule standsOnMessagesAndSmallLibrariesOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "energy.peerwatt.verifier..",
                    "energy.peerwatt.messages..",
                    "java..",
                    "picocli..",
                    "com.fasterxml.jackson..",
                    "org.bouncycastle..",
                    "org.jspecify..");

    /** Types may be shared; how bytes are made, hashed and signed is written a second time here. */
    @ArchTest
    static final ArchRule usesNoSharedHashingOrPacking = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("energy\\.peerwatt\\.messages\\.evidence\\."
                    + "(Hashing|KeccakTree|Sha256Tree|Pwb1|RunningNet|CanonicalJson|P256|OrderLeaf|AbiWords|Secp256k1|TradingDomain|Seal"
                    + "|IntervalReading)");

    @ArchTest
    static final ArchRule rulesArePlain = noClasses()
            .that()
            .resideInAnyPackage("..market..", "..settlement..", "..evidence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net..", "java.nio.file..", "picocli..", "..verifier.chain..", "..verifier.bundle..");

    @ArchTest
    static final ArchRule moneyAndEnergyAreNotFloating = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Double")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Float");
}
