"""Says what an installer holds that is not ours: a list for machines (SBOM) and the licences for people."""
