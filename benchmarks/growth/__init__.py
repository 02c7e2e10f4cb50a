"""How run time grows with length on adversarial lists, against ordinary ones."""
