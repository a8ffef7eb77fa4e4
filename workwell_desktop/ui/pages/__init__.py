"""The pages beside the caseload that are about nobody in particular: referrals, the whole caseload, and their like."""
