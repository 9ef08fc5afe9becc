package energy.peerwatt.appbackend.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.appbackend.config.AppConfig;
import energy.peerwatt.appbackend.service.Answer;
import energy.peerwatt.appbackend.service.Services;
import energy.peerwatt.appbackend.web.Violation;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.time.Slot;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Hands what an operator asks for to grid-service. */
@ApplicationScoped
public class Requests {
    /** A call starts a minute ahead at least; the rest is for the way there. Market time. */
    private static final Duration LEAD = Duration.ofMinutes(3);

    private static final int CONFLICT = 409;

    private final Services services;
    private final AppConfig config;
    private final Clock clock;

    Requests(Services services, AppConfig config, Clock clock) {
        this.services = services;
        this.config = config;
        this.clock = clock;
    }

    public Instant earliest() {
        return Slot.containing(clock.instant().plus(LEAD), config.slot()).end();
    }

    /** @return everything that is wrong; nothing where the call is published */
    public List<Violation> call(CommunityId community, Map<String, String> fields) {
        CallForm form = new CallForm(fields);
        Optional<ObjectNode> request = form.request(community, earliest(), config.slot());
        if (request.isEmpty()) {
            return form.violations();
        }
        // The form carries its key, so that sending it twice calls once.
        String key = Optional.ofNullable(fields.get("key"))
                .filter(text -> text.matches("[0-9a-f-]{36}"))
                .orElseGet(() -> UUID.randomUUID().toString());
        Answer<JsonNode> answer = services.call(key, request.get());
        return answer instanceof Answer.Refused<JsonNode>(int status, JsonNode _) && status == CONFLICT
                ? List.of(new Violation("", "this form has made a call before; open the page again to make another"))
                : wrong(answer);
    }

    public List<Violation> terminate(GridEventId event) {
        return wrong(services.terminate(event));
    }

    /** Everything that is wrong, by the fields of whoever asked; nothing where it is done. */
    static List<Violation> wrong(Answer<JsonNode> answer) {
        return switch (answer) {
            case Answer.Known<JsonNode> _ -> List.of();
            case Answer.Refused<JsonNode>(int _, JsonNode body) -> CallForm.violations(body);
            case Answer.Away<JsonNode>(String service, Instant _) ->
                List.of(new Violation(
                        "",
                        service
                                + " does not answer, so it may have been done or not. Send it again in a moment: it is done"
                                + " once."));
        };
    }
}
