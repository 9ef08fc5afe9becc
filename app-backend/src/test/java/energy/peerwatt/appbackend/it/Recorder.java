package energy.peerwatt.appbackend.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Teaches {@link OtherServices} what to answer, and asks what it heard. A request is written like {@code GET/v1/gateway}. */
final class Recorder {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI others;

    Recorder(URI others) {
        this.others = others;
    }

    void says(String request, int status, String body) {
        send(HttpRequest.newBuilder(others.resolve(OtherServices.TEACH + request))
                .header("X-Status", Integer.toString(status))
                .POST(BodyPublishers.ofString(body)));
    }

    void forgetsAll() {
        send(HttpRequest.newBuilder(others.resolve(OtherServices.FORGET)));
    }

    String tokenOf(String request) {
        return heard(request).lines().findFirst().orElse("");
    }

    String bodyOf(String request) {
        String heard = heard(request);
        return heard.substring(heard.indexOf('\n') + 1);
    }

    private String heard(String request) {
        return send(HttpRequest.newBuilder(others.resolve(OtherServices.HEARD + request)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
