// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {
    ERC20TransferAuthorization
} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20TransferAuthorization.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Stand-in for a regulated e-money token, for local chains only.
/// @notice Six decimals, minted at will by its minter. Never deploy it where money is meant.
contract TestEuro is ERC20TransferAuthorization, AccessControl {
    bytes32 public constant MINTER_ROLE = keccak256("MINTER");

    constructor(address minter) ERC20("PeerWatt Test Euro", "tEUR") EIP712("PeerWatt Test Euro", "1") {
        _grantRole(DEFAULT_ADMIN_ROLE, minter);
        _grantRole(MINTER_ROLE, minter);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function mint(address to, uint256 amount) external onlyRole(MINTER_ROLE) {
        _mint(to, amount);
    }
}
