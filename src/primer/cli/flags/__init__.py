"""What each command takes: a module for each, and what several share; they import no more than argparse."""
