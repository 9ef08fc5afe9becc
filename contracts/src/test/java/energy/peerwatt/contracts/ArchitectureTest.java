package energy.peerwatt.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import energy.peerwatt.contracts.chain.JsonRpcChainClient;

@AnalyzeClasses(packages = "energy.peerwatt.contracts", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theNodesLibraryStaysBehindTheChainClientAndTheWallets = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(JsonRpcChainClient.class.getName())
            .and()
            .resideOutsideOfPackage("..contracts.wallet")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.web3j..", "okhttp3..");

    @ArchTest
    static final ArchRule bindingsKnowNoDeployment = noClasses()
            .that()
            .resideInAnyPackage("..chain", "..wallet", "..binding")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..deployment");

    @ArchTest
    static final ArchRule publicMembersShowNoTypeOfTheLibrary =
            classes().that().arePublic().should(new PublicSignatures());
}
