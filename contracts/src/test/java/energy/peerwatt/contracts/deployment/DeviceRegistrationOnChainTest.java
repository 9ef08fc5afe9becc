package energy.peerwatt.contracts.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.contracts.binding.DeviceRegistryContract;
import energy.peerwatt.contracts.binding.DeviceRegistryContract.GatewayRegistered;
import energy.peerwatt.contracts.binding.DeviceRegistryContract.KeyRotated;
import energy.peerwatt.contracts.binding.DeviceRegistryContract.MeterRegistered;
import energy.peerwatt.contracts.binding.DeviceRegistryContract.Status;
import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.AnvilChain;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ChainRefused;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.contracts.chain.Receipt;
import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.contracts.wallet.Wallet;
import energy.peerwatt.messages.evidence.DeviceRegistration;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device's own key, the JDK's P-256, meets the registry. */
class DeviceRegistrationOnChainTest {
    private static final GatewayId GATEWAY = GatewayId.of("0192f7a0-0000-7000-8000-000000000001");
    private static final MeterId METER = MeterId.of("0192f7a0-0000-7000-8000-000000000002");
    private static final Hash32 META = new Hash32("0x" + "5a".repeat(32));
    private static final Instant VALID_FROM = Instant.parse("2026-06-21T08:00:00Z");

    private final Wallet host = DemoWallets.wallet(3);
    private final Wallet owner = DemoWallets.wallet(4);
    private AnvilChain anvil;
    private ChainClient chain;
    private DirectTransactor relay;
    private DeviceRegistryContract registry;
    private KeyPair device;

    @BeforeEach
    void deploy() throws GeneralSecurityException {
        anvil = AnvilChain.start();
        chain = anvil.client();
        relay = new DirectTransactor(chain, DemoWallets.wallet(5), Duration.ofSeconds(20));
        registry = new Deployment(chain, DemoWallets.wallet(0)).run(Demo.plan()).registryContract();
        device = freshKey();
    }

    @AfterEach
    void stop() {
        anvil.close();
    }

    @Test
    void gatewayAndMeterAreRegisteredByAnyone() {
        P256.Point key = P256.Point.of(device.getPublic());

        Receipt gateway = relay.send(gateway(host));
        Receipt meter = relay.send(meter(owner));

        assertThat(events(gateway)).containsExactly(new GatewayRegistered(GATEWAY, host.address(), key, META));
        assertThat(events(meter))
                .containsExactly(new MeterRegistered(METER, GATEWAY, owner.address(), META, VALID_FROM));
        assertThat(registry.keyAt(chain, GATEWAY, VALID_FROM)).isEqualTo(key);
        assertThat(registry.hostOf(chain, GATEWAY)).isEqualTo(host.address());
        assertThat(registry.gatewayOf(chain, METER)).isEqualTo(GATEWAY);
        assertThat(registry.ownerOf(chain, METER)).isEqualTo(owner.address());
        assertThat(registry.isActive(chain, METER)).isTrue();
        assertThat(registry.nonce(chain, METER)).isOne();
    }

    @Test
    void signaturesWithAHighSFromTheJdkAreAcceptedAfterNormalising() throws GeneralSecurityException {
        for (int i = 0; i < 20; i++) {
            // A fresh key each time: half of all signatures come out of the JDK with a high s.
            device = freshKey();
            GatewayId id = GatewayId.of("0192f7a0-0000-7000-8000-0000000001%02d".formatted(i));
            relay.send(gateway(id, host.address(), host));
            assertThat(registry.isActive(chain, id)).isTrue();
        }
    }

    @Test
    void aStrangersSignatureIsNotTheHosts() {
        ContractCall forged = gateway(GATEWAY, host.address(), DemoWallets.wallet(6));

        assertThatThrownBy(() -> chain.call(forged)).isInstanceOf(ChainRefused.class);
        assertThat(registry.status(chain, GATEWAY)).isEqualTo(Status.NONE);
    }

    @Test
    void theRegistrarSuspendsADevice() {
        relay.send(gateway(host));
        relay.send(meter(owner));

        new DirectTransactor(chain, DemoWallets.wallet(0), Duration.ofSeconds(20))
                .send(registry.setStatus(GATEWAY, Status.SUSPENDED));

        assertThat(registry.status(chain, GATEWAY)).isEqualTo(Status.SUSPENDED);
        assertThat(registry.isActive(chain, METER)).isFalse();
    }

    @Test
    void aRotationTheNewKeyAndTheHostSignHoldsFromItsMomentOn() throws GeneralSecurityException {
        relay.send(gateway(host));
        P256.Point old = P256.Point.of(device.getPublic());
        KeyPair next = freshKey();
        P256.Point key = P256.Point.of(next.getPublic());

        Receipt rotated = relay.send(rotation(next, VALID_FROM, host));

        assertThat(events(rotated)).containsExactly(new KeyRotated(GATEWAY, key, VALID_FROM));
        assertThat(registry.keyAt(chain, GATEWAY, VALID_FROM.minusSeconds(1))).isEqualTo(old);
        assertThat(registry.keyAt(chain, GATEWAY, VALID_FROM)).isEqualTo(key);
        ContractCall again = rotation(freshKey(), VALID_FROM, host);
        assertThatThrownBy(() -> chain.call(again)).isInstanceOf(ChainRefused.class);
        ContractCall forged = rotation(freshKey(), VALID_FROM.plusSeconds(900), DemoWallets.wallet(6));
        assertThatThrownBy(() -> chain.call(forged)).isInstanceOf(ChainRefused.class);
    }

    private ContractCall rotation(KeyPair next, Instant validFrom, Wallet by) {
        DeviceRegistration.Rotation rotation = new DeviceRegistration.Rotation(
                GATEWAY, P256.Point.of(next.getPublic()), validFrom, registry.nonce(chain, GATEWAY), deadline());
        Hash32 digest = rotation.digest(registry.domain(chain.chainId()));
        return registry.rotate(rotation, P256.signDigest(next.getPrivate(), digest), by.signDigest(digest));
    }

    private static KeyPair freshKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private ContractCall gateway(Wallet by) {
        return gateway(GATEWAY, by.address(), by);
    }

    private ContractCall gateway(GatewayId id, Address named, Wallet by) {
        DeviceRegistration.Gateway registration = new DeviceRegistration.Gateway(
                id, named.hex(), P256.Point.of(device.getPublic()), META, registry.nonce(chain, id), deadline());
        Hash32 digest = registration.digest(registry.domain(chain.chainId()));
        return registry.register(registration, P256.signDigest(device.getPrivate(), digest), by.signDigest(digest));
    }

    private ContractCall meter(Wallet by) {
        DeviceRegistration.Meter registration = new DeviceRegistration.Meter(
                METER, GATEWAY, by.address().hex(), META, VALID_FROM, registry.nonce(chain, METER), deadline());
        Hash32 digest = registration.digest(registry.domain(chain.chainId()));
        return registry.register(registration, P256.signDigest(device.getPrivate(), digest), by.signDigest(digest));
    }

    private Instant deadline() {
        return chain.head().timestamp().plusSeconds(600);
    }

    private List<DeviceRegistryContract.Event> events(Receipt receipt) {
        return chain.logs(receipt.blockHash(), Set.of(registry.address())).stream()
                .flatMap(log -> registry.event(log).stream())
                .toList();
    }
}
