package energy.peerwatt.supervisor.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import energy.peerwatt.servers.OptionalTool;
import energy.peerwatt.servers.RepositoryRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A household, an operator and an installer, each in a browser of their own, in front of one stack. */
@Tag("end-to-end")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreePeopleIT {
    private static final String CHROMIUM = "/usr/bin/chromium";
    private static final int SPEED = 30;
    private static final int HOMES_TRIED = 12;
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;
    private static final String PASSWORD = "demo";
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static @Nullable RunningStack stack;
    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;
    private static final List<String> CONSOLE = new ArrayList<>();

    @BeforeAll
    static void start() {
        OptionalTool.require("chromium", CHROMIUM, "--version");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(CHROMIUM))
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        stack = new RunningStack("three-people", SPEED);
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (stack != null) {
            stack.end();
        }
    }

    @Test
    @Order(1)
    void aHouseholdSeesItsOwnHomeLiveAndNobodyElses() {
        Page page = signIn("household-1");

        assertThat(page).hasURL(Pattern.compile(".*/household$"));
        page.locator("#power").waitFor(within());
        String read = page.locator("[data-read]").getAttribute("datetime");
        assertThat(page.locator("[data-read]"))
                .not()
                .hasAttribute("datetime", read, new LocatorAssertions.HasAttributeOptions().setTimeout(60_000));
        assertThat(page.locator("[data-words=grid]"))
                .hasText(Pattern.compile("importing from the grid|feeding in|nothing to or from the grid"));
        assertThat(page.locator(".trade").first())
                .containsText("ct/kWh", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis()));
        shoot(page, "household");
        for (String foreign : List.of("/operator", "/installer", "/community")) {
            assertThat(page.navigate(url(foreign)).status()).as(foreign).isEqualTo(403);
        }
        page.context().close();
    }

    @Test
    @Order(2)
    void anInstallerSeesTheGatewayAndItsMeters() {
        Page page = signIn("installer");

        assertThat(page.locator("#gateway tbody tr").first()).containsText("Good");
        shoot(page, "installer");
        page.locator("#gateway tbody a").first().click();
        assertThat(page).hasURL(Pattern.compile(".*/installer/links/.*"));
        assertThat(page.locator(".frames li").first()).containsText("TX");
        assertThat(page.locator(".counts .tile").first()).containsText(Pattern.compile("Requests\\s*[1-9]"));
        page.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
        shoot(page, "links-on-a-phone");
        page.context().close();
    }

    @Test
    @Order(3)
    void aCallOfTheOperatorIsAnsweredLiveVerifiedAndPaid() {
        Page operator = signIn("operator");
        assertThat(operator.locator("[data-net]").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        operator.getByLabel("Reduction in kW").fill("nothing");
        operator.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Call now"))
                .click();
        assertThat(operator.locator("#targetKw-wrong")).containsText("kW");

        operator.getByLabel("Reduction in kW").fill("1");
        operator.getByLabel("Lasts").selectOption("15");
        operator.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Call now"))
                .click();
        assertThat(operator.locator(".notice")).containsText("published");
        Locator call = operator.locator("#events .call").first();
        assertThat(call).containsText("Active", contains());
        assertThat(call.locator("[data-bar=got]")).containsText(Pattern.compile("[1-9][0-9.]* k?W"), contains());
        shoot(operator, "operator");
        assertThat(call).containsText("Verified", contains());
        operator.context().close();

        Page household = responder();
        Locator claim = household.locator("#rewards button");
        claim.waitFor(within());
        shoot(household, "reward");
        claim.click();
        assertThat(household.locator("[data-claimed]")).not().hasText("0.000 WATT", text());
        shoot(household, "claimed");
        household.context().close();
        assertThat(CONSOLE).as("what the browser complained about").isEmpty();
    }

    /** The first household whose battery earned something. */
    private static Page responder() {
        for (int home = 1; home <= HOMES_TRIED; home++) {
            Page page = signIn("household-" + home);
            if (page.locator("#calls [data-reward]").count() > 0
                    && !page.locator("#calls [data-reward]").first().innerText().startsWith("0.000 ")) {
                return page;
            }
            page.context().close();
        }
        throw new AssertionError("no household earned a reward");
    }

    private static Page signIn(String person) {
        BrowserContext context =
                running(browser).newContext(new Browser.NewContextOptions().setViewportSize(1240, 1400));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // The refusals this test asks for, and a page that is left while it listens, are said there too.
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                CONSOLE.add(person + ": " + message.text());
            }
        });
        page.onPageError(error -> CONSOLE.add(person + ": " + error));
        page.navigate(url("/"));
        page.locator("#username").fill(person);
        page.locator("#password").fill(PASSWORD);
        page.locator("#kc-login").click();
        assertThat(page.locator("main h1")).isVisible();
        return page;
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(RepositoryRoot.find()
                        .resolve("local-stack/supervisor/target/screenshots")
                        .resolve(name + ".png")));
    }

    private static String url(String path) {
        return running(stack).pages().resolve(path).toString();
    }

    private static <T> T running(@Nullable T started) {
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    private static Locator.WaitForOptions within() {
        return new Locator.WaitForOptions().setTimeout(PATIENCE.toMillis());
    }

    private static LocatorAssertions.ContainsTextOptions contains() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis());
    }

    private static LocatorAssertions.HasTextOptions text() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE.toMillis());
    }
}
