package energy.peerwatt.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccessTableTest {
    private static final String OPEN_API = """
            {"paths": {"/v1/things": {"get": {}, "parameters": []}, "/v1/accounts/{account}": {"put": {}}}}
            """;
    private static final String COMPLETE = """
            method,path,role,ownership,status
            # people
            GET,/v1/things,household|installer|grid-operator|community-manager,none,200
            GET,/v1/things,gateway|service|auditor,none,403 # machines
            GET,/v1/things,anonymous,none,401
            PUT,/v1/accounts/{account},household,own,200
            PUT,/v1/accounts/{account},household,foreign,404
            PUT,/v1/accounts/{account},installer|grid-operator|community-manager|gateway|service|auditor,own|foreign,403
            PUT,/v1/accounts/{account},anonymous,own|foreign,401
            """;

    @Test
    void a_complete_table_has_no_gaps() {
        AccessTable table = AccessTable.parse(COMPLETE);

        assertThat(table.gaps(OPEN_API, Set.of("account"))).isEmpty();
        assertThat(table.rules()).hasSize(8 + 16);
    }

    @Test
    void missing_double_and_stray_rules_are_named() {
        String table = COMPLETE.replace("PUT,/v1/accounts/{account},household,foreign,404\n", "")
                + "GET,/v1/things,anonymous,none,200\nDELETE,/v1/things,anonymous,none,401\n";

        assertThat(AccessTable.parse(table).gaps(OPEN_API, Set.of("account")))
                .containsExactlyInAnyOrder(
                        "PUT /v1/accounts/{account} has 0 rules for household, foreign; it must have one",
                        "GET /v1/things has 2 rules for anonymous, none; it must have one",
                        "DELETE /v1/things has rules, but no such operation exists");
    }

    @Test
    void an_operation_without_any_rule_lacks_one_for_everybody() {
        String openApi = OPEN_API.replace("\"get\": {}", "\"get\": {}, \"post\": {}");

        assertThat(AccessTable.parse(COMPLETE).gaps(openApi, Set.of("account")))
                .hasSize(AccessTable.ROLES.size())
                .allMatch(gap -> gap.startsWith("POST /v1/things has 0 rules"));
    }

    @Test
    void an_owner_in_the_path_must_be_spoken_of() {
        String table = COMPLETE.replace("own|foreign", "none");

        assertThat(AccessTable.parse(table).gaps(OPEN_API, Set.of("account")))
                .contains("PUT /v1/accounts/{account} has 0 rules for installer, own; it must have one")
                .contains("PUT /v1/accounts/{account} by installer, none: 403 does not say whose: own or foreign");
    }

    @Test
    void a_line_that_is_no_rule_is_refused_by_its_number() {
        assertThatThrownBy(() -> AccessTable.parse("GET,/v1/things,boss,none,200"))
                .hasMessageContaining("line 1")
                .hasMessageContaining("boss");
        assertThatThrownBy(() -> AccessTable.parse("\nGET,/v1/things,service,none"))
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> AccessTable.parse("GET,/v1/things,service,mine,200"))
                .hasMessageContaining("own, foreign or none");
        assertThatThrownBy(() -> AccessTable.parse("GET,/v1/things,service,none,ok"))
                .hasMessageContaining("status");
    }

    @Test
    void the_page_says_whose_and_who() {
        assertThat(AccessDocument.markdown(AccessTable.parse(COMPLETE)))
                .contains("| household | installer |")
                .doesNotContain("anonymous")
                .contains("| `GET /v1/things` | yes | yes | yes | yes | – | – | – |\n")
                .contains("| `PUT /v1/accounts/{account}` | own | – | – | – | – | – | – |\n");
    }

    @Test
    void an_empty_document_is_no_document() {
        assertThatThrownBy(() -> AccessTable.parse(COMPLETE).gaps("{}", Set.of()))
                .hasMessageContaining("names no path");
    }
}
