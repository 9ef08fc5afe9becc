package energy.peerwatt.appbackend.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What asking another service came to. */
public sealed interface Answer<T> {
    record Known<T>(T value) implements Answer<T> {}

    /** It understood and said no. @param body its problem, or an empty object */
    record Refused<T>(int status, JsonNode body) implements Answer<T> {}

    /** It does not answer. @param since market time of the first time that was noticed */
    record Away<T>(String service, Instant since) implements Answer<T> {}
}
