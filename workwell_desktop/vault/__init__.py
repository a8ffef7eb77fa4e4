"""The locked box: the only room that knows SQLCipher, keys and the keyring of the PC."""
