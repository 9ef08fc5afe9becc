// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Escrow} from "../../main/solidity/Escrow.sol";
import {SettlementLedger} from "../../main/solidity/SettlementLedger.sol";
import {TestEuro} from "../../main/solidity/TestEuro.sol";
import {Checks} from "./Checks.sol";

/// @dev Token, escrow and ledger wired as in a deployment, with this contract as administrator and operator.
abstract contract Stack is Checks {
    bytes16 internal constant CELL = 0x0192f7a0c0de7000800000000000ce11;
    uint64 internal constant WINDOW = 30;
    uint64 internal constant THAW = 600;
    uint256 internal constant START = 1_788_480_000;

    TestEuro internal token;
    Escrow internal escrow;
    SettlementLedger internal ledger;

    function deployStack() internal {
        vm.warp(START);
        token = new TestEuro(address(this));
        escrow = new Escrow(token, THAW, address(this), [owner(0), owner(1), owner(2), owner(3)]);
        ledger = new SettlementLedger(CELL, escrow, WINDOW, address(this), address(this));
        escrow.setLedger(address(ledger));
    }

    function owner(uint256 index) internal pure returns (address) {
        return address(uint160(0xA11CE000 + index));
    }

    function openMembers(uint256 accounts) internal {
        for (uint256 i = escrow.accountCount(); i < accounts; i++) {
            escrow.openAccount(owner(i));
        }
    }

    /// @param units token units, six decimals
    function fund(uint256 index, uint256 units) internal {
        token.mint(address(this), units);
        token.approve(address(escrow), units);
        escrow.deposit(owner(index), units);
    }

    function packNet(int64[] memory net) internal pure returns (bytes memory packed) {
        for (uint256 i = 0; i < net.length; i++) {
            packed = bytes.concat(packed, bytes8(uint64(net[i])));
        }
    }

    function sumOfBalances() internal view returns (uint256 sum) {
        for (uint16 i = 0; i < escrow.accountCount(); i++) {
            sum += escrow.balanceOf(i);
        }
    }

    /// @dev A valid first header; tests change what they are about.
    function firstHeader() internal pure returns (SettlementLedger.Header memory) {
        return SettlementLedger.Header({
            version: 1,
            cell: CELL,
            number: 1,
            period: 1,
            endsPeriod: false,
            slotSeconds: 900,
            slotFrom: 5_961_600,
            slotTo: 5_961_603,
            records: 1,
            accounts: 6,
            wh: 1_000,
            paid: 200_000_000,
            paramsVersion: 1,
            recordsRoot: keccak256("root"),
            dataHash: keccak256("data"),
            cumNetHash: keccak256("net")
        });
    }
}
