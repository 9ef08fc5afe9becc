package energy.peerwatt.appbackend.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Does what a browser does without scripts: follows redirects, keeps cookies, fills forms. */
final class Browser {
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .cookieHandler(cookies)
            .build();
    private final URI app;
    private final List<String> setCookies = new ArrayList<>();

    Browser(URI app) {
        this.app = app;
    }

    record Page(int status, URI address, HttpResponse<String> answer) {
        Document document() {
            return Jsoup.parse(answer.body(), address.toString());
        }
    }

    Page open(String path) {
        return follow(request(app.resolve(path)).GET().build());
    }

    /** From the sign-in page, which {@code path} leads to, back to the application. */
    Page signIn(String path, String username, String password) {
        Page form = open(path);
        Element login = form.document().selectFirst("form#kc-form-login");
        if (login == null) {
            throw new IllegalStateException(
                    "no sign-in at " + form.address() + ": " + form.answer().body());
        }
        return send(URI.create(login.attr("abs:action")), Map.of("username", username, "password", password), form);
    }

    Page submit(String path, Map<String, String> fields) {
        URI target = app.resolve(path);
        return follow(
                form(target, fields).header("Sec-Fetch-Site", "same-origin").build());
    }

    private Page send(URI target, Map<String, String> fields, Page from) {
        return follow(form(target, fields)
                .header(
                        "Origin",
                        from.address().getScheme() + "://" + from.address().getAuthority())
                .build());
    }

    private static HttpRequest.Builder form(URI target, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return request(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder request(URI target) {
        return HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(60)).header("Accept", "text/html");
    }

    Page exchange(HttpRequest.Builder request) {
        return follow(request.build());
    }

    private Page follow(HttpRequest first) {
        HttpRequest request = first;
        for (int hop = 0; hop < 15; hop++) {
            HttpResponse<String> answer = send(request);
            // Browsers count loopback as secure; this client does not.
            cookies.getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
            setCookies.addAll(answer.headers().allValues("Set-Cookie"));
            if (answer.statusCode() / 100 != 3) {
                return new Page(answer.statusCode(), request.uri(), answer);
            }
            URI next = request.uri()
                    .resolve(answer.headers().firstValue("Location").orElseThrow());
            request = request(next).GET().build();
        }
        throw new IllegalStateException("redirected without end, last to " + request.uri());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The application's cookies, not Keycloak's. */
    List<HttpCookie> sessionCookies() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().startsWith("q_"))
                .toList();
    }

    /** As servers set them, with their attributes. */
    List<String> setCookies() {
        return setCookies;
    }

    void putCookie(HttpCookie cookie) {
        cookies.getCookieStore().add(app, cookie);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
