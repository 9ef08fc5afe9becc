package energy.peerwatt.supervisor.provision;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.contracts.binding.DeviceRegistryContract;
import energy.peerwatt.contracts.binding.EscrowContract;
import energy.peerwatt.contracts.binding.TestEuroContract;
import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.contracts.deployment.Addresses;
import energy.peerwatt.contracts.deployment.Deployment;
import energy.peerwatt.contracts.deployment.DeploymentPlan;
import energy.peerwatt.contracts.deployment.DirectTransactor;
import energy.peerwatt.contracts.wallet.Wallet;
import energy.peerwatt.messages.evidence.DeviceRegistration;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Money;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Brings the chain to what the demo needs; looks first, so that it can run at every start. */
public final class ChainProvisioning {
    /** Longer than any start, shorter than a signature should be good for. */
    private static final Duration SIGNATURES_LAST = Duration.ofHours(1);

    private static final Duration CHALLENGE_WINDOW = Duration.ofSeconds(30);
    private static final Duration THAW = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChainClient chain;
    private final Clock real;
    private final DirectTransactor admin;

    /** @param real the chain's blocks carry real time */
    public ChainProvisioning(ChainClient chain, Clock real) {
        this.chain = chain;
        this.real = real;
        this.admin = new DirectTransactor(chain, DemoCast.admin(), PATIENCE);
    }

    /** Deploys what is missing. */
    public Addresses deploy(Path addresses) {
        DeploymentPlan plan = new DeploymentPlan(
                DemoCast.COMMUNITY,
                DemoCast.operator().address(),
                new DeploymentPlan.ReservedOwners(
                        DemoCast.operator().address(),
                        DemoCast.gridFund().address(),
                        DemoCast.demandResponseFund().address(),
                        DemoCast.insurance().address()),
                CHALLENGE_WINDOW,
                THAW,
                DeploymentPlan.USUAL_SALT);
        return new Deployment(chain, DemoCast.admin()).run(plan, addresses);
    }

    /** Registers the gateway and its meters, each with the signatures of the gateway and of who answers for it. */
    public void registerDevices(
            Addresses addresses, ServiceClient gateway, List<Household> households, Instant validFrom) {
        DeviceRegistryContract registry = addresses.registryContract();
        DeviceRegistration.Domain domain = registry.domain(addresses.chainId());
        Instant deadline =
                Instant.ofEpochSecond(real.instant().plus(SIGNATURES_LAST).getEpochSecond());
        Registrar registrar = new Registrar(addresses.chainId(), registry, domain, gateway, deadline);
        if (registry.status(chain, DemoCast.GATEWAY) == DeviceRegistryContract.Status.NONE) {
            admin.send(registrar.gateway(registry.nonce(chain, DemoCast.GATEWAY)));
        }
        List<ContractCall> missing = new ArrayList<>();
        for (Household household : households) {
            MeterId meter = DemoCast.meter(household.number());
            if (registry.status(chain, meter) == DeviceRegistryContract.Status.NONE) {
                missing.add(registrar.meter(household, validFrom, registry.nonce(chain, meter)));
            }
        }
        sendAll(missing);
    }

    /** Opens an account per household and pays the same sum into each, into the insurance and into the response fund. */
    public void openAccounts(Addresses addresses, List<Household> households) {
        EscrowContract escrow = addresses.escrowContract();
        TestEuroContract token = addresses.tokenContract();
        List<Address> owners = new ArrayList<>(List.of(
                DemoCast.insurance().address(), DemoCast.demandResponseFund().address()));
        households.forEach(
                household -> owners.add(DemoCast.household(household.number()).address()));
        sendAll(owners.stream()
                .filter(owner -> escrow.indexOf(chain, owner).isEmpty())
                .map(escrow::openAccount)
                .toList());
        List<ContractCall> deposits = owners.stream()
                .filter(owner -> escrow.balanceOf(
                                chain, escrow.indexOf(chain, owner).orElseThrow())
                        .equals(Money.ofNano(0)))
                .map(owner -> escrow.deposit(owner, Tariff.DEPOSIT))
                .toList();
        if (!deposits.isEmpty()) {
            BigInteger sum = Tariff.DEPOSIT.multiply(BigInteger.valueOf(deposits.size()));
            sendAll(List.of(token.mint(DemoCast.admin().address(), sum), token.approve(escrow.address(), sum)));
            sendAll(deposits);
        }
    }

    private void sendAll(List<ContractCall> calls) {
        if (!calls.isEmpty()) {
            admin.sendAll(calls);
        }
    }

    /** Collects the two signatures of a registration. */
    private record Registrar(
            long chainId,
            DeviceRegistryContract registry,
            DeviceRegistration.Domain domain,
            ServiceClient service,
            Instant deadline) {

        ContractCall gateway(BigInteger nonce) {
            JsonNode identity = service.get("/v1/gateway");
            Wallet host = DemoCast.gatewayHost();
            DeviceRegistration.Gateway registration = new DeviceRegistration.Gateway(
                    DemoCast.GATEWAY,
                    host.address().hex(),
                    new P256.Point(
                            new Hash32(identity.path("keyX").asText()),
                            new Hash32(identity.path("keyY").asText())),
                    DemoCast.metaHash("the gateway"),
                    nonce,
                    deadline);
            JsonNode signed = service.post(
                    "/v1/gateway/registration-signature",
                    Map.of(
                            "chainId",
                            chainId,
                            "registry",
                            registry.address().hex(),
                            "host",
                            registration.host(),
                            "metaHash",
                            registration.metaHash(),
                            "nonce",
                            nonce,
                            "deadline",
                            deadline));
            return registry.register(registration, signature(signed), host.signDigest(registration.digest(domain)));
        }

        ContractCall meter(Household household, Instant validFrom, BigInteger nonce) {
            Wallet owner = DemoCast.household(household.number());
            DeviceRegistration.Meter registration = new DeviceRegistration.Meter(
                    DemoCast.meter(household.number()),
                    DemoCast.GATEWAY,
                    owner.address().hex(),
                    DemoCast.metaHash("meter " + household.number()),
                    validFrom,
                    nonce,
                    deadline);
            JsonNode signed = service.post(
                    "/v1/meters/" + registration.id() + "/registration-signature",
                    Map.of(
                            "chainId", chainId,
                            "registry", registry.address().hex(),
                            "owner", registration.owner(),
                            "metaHash", registration.metaHash(),
                            "validFrom", validFrom,
                            "nonce", nonce,
                            "deadline", deadline));
            return registry.register(registration, signature(signed), owner.signDigest(registration.digest(domain)));
        }

        private static byte[] signature(JsonNode answer) {
            String hex = answer.path("signature").asText();
            return HexFormat.of().parseHex(hex, 2, hex.length());
        }
    }
}
