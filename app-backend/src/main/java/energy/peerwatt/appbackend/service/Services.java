package energy.peerwatt.appbackend.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Asks the other services with the token of the person who asks us, so that they decide who may see what. A service that
 * does not answer is an {@link Answer}, no exception: the rest of the page goes on.
 */
@ApplicationScoped
public class Services {
    private static final Logger LOG = Logger.getLogger(Services.class);
    private static final int SLOTS_OF_A_DAY = 300;
    private static final int SERVER_ERROR = 500;

    private final SettlementClient settlement;
    private final GatewayClient gateway;
    private final GridClient grid;
    private final Clock clock;
    private final Map<String, Instant> away = new ConcurrentHashMap<>();

    Services(
            @RestClient SettlementClient settlement,
            @RestClient GatewayClient gateway,
            @RestClient GridClient grid,
            Clock clock) {
        this.settlement = settlement;
        this.gateway = gateway;
        this.grid = grid;
        this.clock = clock;
    }

    public Answer<Balance> balance(CommunityId community, AccountId account) {
        return ask("settlement", Balance.class, () -> settlement.balance(community.toString(), account.toString()));
    }

    public Answer<Statement> statement(CommunityId community, AccountId account, Instant after) {
        return ask(
                "settlement",
                Statement.class,
                () -> settlement.statement(community.toString(), account.toString(), after.toString(), SLOTS_OF_A_DAY));
    }

    public Answer<Kpis> kpis(CommunityId community, AccountId account, Instant from, Instant to) {
        return ask(
                "settlement",
                Kpis.class,
                () -> settlement.kpis(community.toString(), account.toString(), from.toString(), to.toString()));
    }

    public Answer<Rewards> rewards(CommunityId community, AccountId account) {
        return ask("settlement", Rewards.class, () -> settlement.rewards(community.toString(), account.toString()));
    }

    public Answer<JsonNode> claim(CommunityId community, AccountId account) {
        return ask("settlement", JsonNode.class, () -> settlement.claim(community.toString(), account.toString()));
    }

    public Answer<Map<String, Long>> trialBalance(CommunityId community) {
        return ask(
                "settlement",
                Json.mapper().getTypeFactory().constructMapType(Map.class, String.class, Long.class),
                () -> settlement.trialBalance(community.toString()));
    }

    public Answer<Gateway> gateway() {
        return ask("meter-gateway", Gateway.class, gateway::gateway);
    }

    public Answer<List<Bus>> links(MeterId meter) {
        return ask(
                "meter-gateway",
                Json.mapper().getTypeFactory().constructCollectionType(List.class, Bus.class),
                () -> gateway.links(meter.toString()));
    }

    public Answer<List<Reading>> readings(MeterId meter) {
        return ask(
                "meter-gateway",
                Json.mapper().getTypeFactory().constructCollectionType(List.class, Reading.class),
                () -> gateway.readings(meter.toString(), SLOTS_OF_A_DAY));
    }

    public Answer<JsonNode> call(String key, JsonNode body) {
        return ask("grid-service", JsonNode.class, () -> grid.call(key, body));
    }

    public Answer<JsonNode> terminate(GridEventId event) {
        return ask("grid-service", JsonNode.class, () -> grid.terminate(event.toString()));
    }

    public Answer<JsonNode> live(GridEventId event) {
        return ask("grid-service", JsonNode.class, () -> grid.live(event.toString()));
    }

    /** A refusal with 404 says that the household takes no part. */
    public Answer<Enrolment> enrolment(AccountId account) {
        return ask("grid-service", Enrolment.class, () -> grid.enrolment(account.toString()));
    }

    public Answer<JsonNode> consent(AccountId account, JsonNode body) {
        return ask("grid-service", JsonNode.class, () -> grid.consent(account.toString(), body));
    }

    public Answer<JsonNode> withdraw(AccountId account) {
        return ask("grid-service", JsonNode.class, () -> grid.withdraw(account.toString()));
    }

    public Answer<JsonNode> leave(AccountId account, GridEventId event) {
        return ask("grid-service", JsonNode.class, () -> grid.leave(account.toString(), event.toString()));
    }

    private <T> Answer<T> ask(String service, Class<T> form, Supplier<Response> request) {
        return ask(service, Json.mapper().getTypeFactory().constructType(form), request);
    }

    private <T> Answer<T> ask(String service, JavaType form, Supplier<Response> request) {
        try (Response response = request.get()) {
            return read(service, form, response);
        } catch (WebApplicationException e) {
            try (Response response = e.getResponse()) {
                return read(service, form, response);
            }
        } catch (ProcessingException | FaultToleranceException e) {
            return away(service, e.toString());
        }
    }

    private <T> Answer<T> read(String service, JavaType form, Response response) {
        if (response.getStatus() >= SERVER_ERROR) {
            return away(service, "status " + response.getStatus());
        }
        try {
            String body = response.hasEntity() ? response.readEntity(String.class) : "";
            away.remove(service);
            JsonNode json = body.isBlank()
                    ? Json.mapper().createObjectNode()
                    : Json.mapper().readTree(body);
            return response.getStatus() >= Response.Status.BAD_REQUEST.getStatusCode()
                    ? new Answer.Refused<>(response.getStatus(), json)
                    : new Answer.Known<>(Json.mapper().convertValue(json, form));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return away(service, "its answer cannot be read: " + e.getMessage());
        }
    }

    private <T> Answer<T> away(String service, String reason) {
        Instant since = away.computeIfAbsent(service, any -> {
            LOG.warnf("%s is away: %s", service, reason);
            return clock.instant();
        });
        return new Answer.Away<>(service, since);
    }
}
