package energy.peerwatt.messages.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file per event type and version: a reader of today reads every version ever written. */
class GoldenEventsTest {
    static Stream<String> types() {
        return EventTypes.RECORDS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("types")
    void isReadAndWrittenBackTheSame(String type) throws IOException {
        JsonNode golden = golden(type);
        Object event = Json.mapper().treeToValue(golden, EventTypes.RECORDS.get(type));
        JsonNode written = Json.mapper().readTree(Json.mapper().writeValueAsString(event));
        assertThat(written).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("types")
    void anUnknownFieldIsIgnoredAndAMissingOneIsAnError(String type) throws IOException {
        ObjectNode more = (ObjectNode) golden(type);
        more.put("addedInALaterRelease", true);
        assertThat(Json.mapper().treeToValue(more, EventTypes.RECORDS.get(type)))
                .isNotNull();

        ObjectNode less = (ObjectNode) golden(type);
        less.remove(less.fieldNames().next());
        assertThatThrownBy(() -> Json.mapper().treeToValue(less, EventTypes.RECORDS.get(type)))
                .hasMessageContaining("missing");
    }

    @Test
    void aNumberThatIsNoWholeNumberIsAnError() throws IOException {
        ObjectNode fraction = (ObjectNode) golden(EventTypes.MEMBER_DEFINED);
        fraction.put("feedIn", 80000.5);
        assertThatThrownBy(() -> Json.mapper().treeToValue(fraction, MemberDefined.class))
                .isInstanceOf(IOException.class);
        ObjectNode negative = (ObjectNode) golden(EventTypes.TELEMETRY_REPORTED);
        negative.put("imported", -1);
        assertThatThrownBy(() -> Json.mapper().treeToValue(negative, TelemetryReported.class))
                .hasMessageContaining("energy is negative: -1 Wh");
    }

    private static JsonNode golden(String type) throws IOException {
        try (InputStream in = GoldenEventsTest.class.getResourceAsStream("/golden/" + type + ".json")) {
            assertThat(in).as("a golden file for " + type).isNotNull();
            return Json.mapper().readTree(in);
        }
    }
}
