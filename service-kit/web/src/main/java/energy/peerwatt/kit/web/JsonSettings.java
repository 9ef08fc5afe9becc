package energy.peerwatt.kit.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.messages.Json;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** The API writes JSON as events and bundles do. */
@Singleton
public class JsonSettings implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        Json.configure(mapper);
    }
}
