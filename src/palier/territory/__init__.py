"""Where: département > circonscription > secteur, communes, places and the offline address search."""
