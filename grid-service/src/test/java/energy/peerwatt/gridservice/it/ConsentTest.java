package energy.peerwatt.gridservice.it;

import static org.hamcrest.Matchers.equalTo;

import energy.peerwatt.messages.time.MarketClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A household's consent is its own to give and to take back. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ConsentTest {
    private static final int HOME = 13;

    @ConfigProperty(name = "peerwatt.clock.file")
    Path clock;

    @Test
    void consentThatIsWithdrawnIsGoneAndMayBeGivenAgain() {
        String address = "/grid/v1/enrolments/" + Street.account(HOME);
        give(address).then().statusCode(200).body("ratedW", equalTo(2_000));

        withdraw(address);
        withdraw(address);

        Requests.household(Street.account(HOME)).get(address).then().statusCode(404);
        give(address).then().statusCode(200);
        Requests.household(Street.account(HOME)).get(address).then().statusCode(200);
    }

    private static void withdraw(String address) {
        Requests.household(Street.account(HOME)).delete(address).then().statusCode(204);
    }

    private Response give(String address) {
        return Requests.household(Street.account(HOME))
                .body(
                        "{\"meter\":\"%s\",\"gateway\":\"%s\",\"device\":\"BATTERY_DISCHARGE\",\"ratedW\":2000,\"storageWh\":5000,\"consentAt\":\"%s\"}"
                                .formatted(
                                        Street.meter(HOME),
                                        Street.GATEWAY,
                                        MarketClock.of(clock).instant()))
                .put(address);
    }
}
