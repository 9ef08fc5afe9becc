package energy.peerwatt.appbackend.web.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.appbackend.web.domain.ForgeryRule.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgeryRuleTest {
    private static final String HOST = "http://127.0.0.1:18085";

    @ParameterizedTest(name = "{0}, from {1}, origin {2}, session {3}, bearer {4}, own header {5}: {6}")
    @CsvSource({
        "GET, cross-site, , true, false, false, true",
        "POST, same-origin, , true, false, false, true",
        "POST, same-site, , true, false, true, false",
        "POST, cross-site, http://127.0.0.1:18085, true, false, true, false",
        "POST, none, , true, false, false, false",
        "DELETE, , http://127.0.0.1:18085, true, false, false, true",
        "DELETE, , http://127.0.0.1:18086, true, false, true, false",
        "PUT, , , true, false, false, false",
        "PUT, , , true, false, true, true",
        "POST, cross-site, , true, true, false, true",
        "POST, cross-site, , false, false, false, true",
    })
    void onlyOurOwnPagesChangeAnythingByTheCookie(
            String method,
            String site,
            String origin,
            boolean session,
            boolean bearer,
            boolean header,
            boolean allowed) {
        assertThat(ForgeryRule.allows(new Request(method, HOST, site, origin, session, bearer, header)))
                .isEqualTo(allowed);
    }
}
