// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RewardDistributor} from "../../main/solidity/RewardDistributor.sol";
import {SettlementLedger} from "../../main/solidity/SettlementLedger.sol";
import {WattToken} from "../../main/solidity/WattToken.sol";
import {Recomputer} from "./Pwb1.t.sol";
import {Stack} from "./Stack.sol";

/// @dev What the calls of a busy community cost; `npm run gas` prints the figures.
contract GasTest is Stack {
    uint16 private constant ACCOUNTS = 1_024;

    function setUp() external {
        deployStack();
        openMembers(ACCOUNTS);
        for (uint256 i = 0; i < ACCOUNTS; i++) {
            fund(i, 1_000_000);
        }
    }

    /// Once round the ring and a little further: the last commits use the places of the first ones.
    function testRingPlacesAreUsedAgainOnceTheirPeriodsAreClosed() external {
        bytes memory net = everybodyPaysTheNext();
        SettlementLedger.Header memory header = firstHeader();
        header.accounts = ACCOUNTS;
        header.cumNetHash = keccak256(net);
        for (uint64 number = 1; number <= 4_099; number++) {
            header.number = number;
            header.endsPeriod = number % 4_000 == 0;
            bytes32 prev = ledger.hashOf(number - 1);
            ledger.commit(header);
            if (header.endsPeriod) {
                uint64 committedAt = uint64(block.timestamp);
                vm.warp(committedAt + WINDOW);
                ledger.close(header, prev, committedAt, net);
                header.period++;
            }
            header.slotFrom = header.slotTo++;
        }
        holds(ledger.hashOf(4_099) != bytes32(0) && ledger.hashOf(4) != bytes32(0), "the last 4,096 are there");
        vm.expectRevert(abi.encodeWithSelector(SettlementLedger.UnknownBatch.selector, uint64(3)));
        ledger.hashOf(3);
    }

    /// 13,824 records of 1,024 accounts recomputed on chain: a fraud proof of a full batch, calldata included.
    function testAFullBatchIsRecomputedInOneTransaction() external {
        bytes memory records = new bytes(13_824 * 7);
        for (uint256 r = 0; r < 13_824; r++) {
            bytes7 one = bytes7(abi.encodePacked(uint16(r % 1_024), uint16((r + 1) % 1_024), uint24(r + 1)));
            assembly ("memory-safe") {
                let target := add(add(records, 32), mul(r, 7))
                let kept := and(mload(target), sub(shl(200, 1), 1))
                mstore(target, or(one, kept))
            }
        }
        bytes memory packed = bytes.concat(abi.encodePacked(uint32(1), uint32(200_000), uint16(3_456)), records);
        new Recomputer().recompute(packed, new bytes(8_192), ACCOUNTS);
    }

    /// A thousand accounts earn and claim; proofs have ten hashes.
    function testRewardsOfAThousandAreClaimed() external {
        WattToken watt = new WattToken(address(this));
        RewardDistributor distributor = new RewardDistributor(watt, 0, address(this), address(this));
        watt.grantRole(watt.MINTER_ROLE(), address(distributor));
        bytes32[] memory proof = new bytes32[](10);
        for (uint64 epoch = 1; epoch <= 2; epoch++) {
            bytes32 leaf =
                keccak256(bytes.concat(keccak256(abi.encode(owner(5), address(watt), uint256(epoch) * 1e9))));
            for (uint256 i = 0; i < proof.length; i++) {
                proof[i] = keccak256(abi.encode(epoch, i));
                leaf = leaf < proof[i]
                    ? keccak256(bytes.concat(leaf, proof[i]))
                    : keccak256(bytes.concat(proof[i], leaf));
            }
            distributor.postRoot(epoch, leaf, uint256(epoch) * 1e12, leaf);
            distributor.claim(owner(5), address(watt), uint256(epoch) * 1e9, proof);
        }
        same(watt.balanceOf(owner(5)), 2e9, "paid");
    }

    function everybodyPaysTheNext() private pure returns (bytes memory) {
        int64[] memory net = new int64[](ACCOUNTS);
        for (uint256 i = 0; i < ACCOUNTS; i++) {
            net[i] = i % 2 == 0 ? int64(-1_000) : int64(1_000);
        }
        return packNet(net);
    }
}
