package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.provisioning.GatewayCredential;
import energy.peerwatt.appbackend.provisioning.Invitation;
import energy.peerwatt.appbackend.screen.CommunityScreen;
import energy.peerwatt.appbackend.screen.HouseholdScreen;
import energy.peerwatt.appbackend.screen.InstallerScreen;
import energy.peerwatt.appbackend.screen.LinksScreen;
import energy.peerwatt.appbackend.screen.OperatorScreen;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The templates and what each is given. */
@CheckedTemplate(basePath = "Pages")
final class Pages {
    private Pages() {}

    /**
     * @param notice said on top after something was asked for; empty for nothing
     * @param form of the consent
     */
    static native TemplateInstance household(Shell shell, HouseholdScreen screen, String notice, Form form);

    /**
     * @param earliest the first slot a call may start in
     * @param key makes sending the form twice one call
     */
    static native TemplateInstance operator(
            Shell shell, OperatorScreen screen, Form form, Instant earliest, String key, String notice);

    /** @param created the credential that was just made, whose secret is shown this once */
    static native TemplateInstance installer(
            Shell shell, InstallerScreen screen, Form form, GatewayCredential.@Nullable Created created);

    static native TemplateInstance links(Shell shell, LinksScreen screen);

    /** @param made the invitation that was just made, whose password is shown this once */
    static native TemplateInstance community(
            Shell shell, CommunityScreen screen, Form form, Invitation.@Nullable Made made);
}
