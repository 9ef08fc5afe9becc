package energy.peerwatt.settlement.rest;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.Uuids;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a request and collects everything that is wrong with them, to answer it all at once. */
public final class Request {
    private static final int MAX_LIMIT = 1_000;
    private static final int USUAL_LIMIT = 100;
    private static final URI INVALID = URI.create("urn:peerwatt:problem:invalid-request");
    private static final URI NOT_FOUND = URI.create("urn:peerwatt:problem:not-found");

    private final List<Violation> violations = new ArrayList<>();

    public record Violation(String field, String message) {}

    public CommunityId community(String text) {
        return new CommunityId(uuid("communityId", text));
    }

    public AccountId account(String text) {
        return new AccountId(uuid("account", text));
    }

    public MeterId meter(String text) {
        return new MeterId(uuid("meterId", text));
    }

    public GatewayId gateway(String text) {
        return new GatewayId(uuid("gatewayId", text));
    }

    public GridEventId event(String text) {
        return new GridEventId(uuid("after", text));
    }

    /** @param text RFC 3339; absent means from the beginning */
    public Instant after(@Nullable String text) {
        return text == null ? Instant.EPOCH : instant("after", text);
    }

    public Instant instant(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            violations.add(new Violation(field, "must be a time like 2026-06-01T10:00:00Z: " + text));
            return Instant.EPOCH;
        }
    }

    public long number(String field, @Nullable String text) {
        if (text == null) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            violations.add(new Violation(field, "must be a whole number from 0: " + text));
            return 0;
        }
    }

    public int limit(@Nullable String text) {
        long limit = text == null ? USUAL_LIMIT : number("limit", text);
        if (limit < 1 || limit > MAX_LIMIT) {
            violations.add(new Violation("limit", "must be 1 to " + MAX_LIMIT + ": " + text));
            return USUAL_LIMIT;
        }
        return (int) limit;
    }

    /** Notes what else is wrong with a part. */
    public void refuse(String field, String message) {
        violations.add(new Violation(field, message));
    }

    private UUID uuid(String field, String text) {
        try {
            return Uuids.parse(text, field);
        } catch (IllegalArgumentException e) {
            violations.add(new Violation(field, String.valueOf(e.getMessage())));
            return new UUID(0, 0);
        }
    }

    /** @throws HttpProblem 400 with every violation, if there is any */
    public void check() {
        if (!violations.isEmpty()) {
            throw HttpProblem.builder()
                    .withType(INVALID)
                    .withTitle("The request is not valid")
                    .withStatus(Status.BAD_REQUEST)
                    .with("violations", violations)
                    .build();
        }
    }

    public static HttpProblem notFound(String detail) {
        return HttpProblem.builder()
                .withType(NOT_FOUND)
                .withTitle("Not found")
                .withStatus(Status.NOT_FOUND)
                .withDetail(detail)
                .build();
    }
}
