package energy.peerwatt.appbackend.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.messages.Json;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** REST writes and reads JSON as events do. */
@Singleton
class JsonSettings implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        Json.configure(mapper);
    }
}
