package energy.peerwatt.metergateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.messages.Json;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** REST speaks JSON as events do. */
@Singleton
final class JsonSettings implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        Json.configure(mapper);
    }
}
