package energy.peerwatt.gridservice.it;

import static io.restassured.RestAssured.given;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.servers.TestIdentity;
import io.restassured.specification.RequestSpecification;

/** Requests of the people and machines that talk to the grid service. */
final class Requests {
    private Requests() {}

    static RequestSpecification as(String role) {
        return with(TestIdentity.token("grid-service").roles(role).sign());
    }

    static RequestSpecification household(AccountId account) {
        return with(TestIdentity.token("grid-service")
                .roles("household")
                .claim("account_id", account.toString())
                .sign());
    }

    static RequestSpecification with(String token) {
        return given().contentType("application/json").auth().oauth2(token);
    }
}
